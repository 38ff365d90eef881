/** How a piece of text looks (ECMA-48 SGR). A colour is one of sixteen by number, or its own as `rgb(…)`. */
export interface Look {
  readonly fg?: number | string
  readonly bg?: number | string
  readonly isBold?: boolean
  readonly isFaint?: boolean
  readonly isItalic?: boolean
  readonly isUnderlined?: boolean
  readonly isStruck?: boolean
  readonly isInverse?: boolean
}

export interface Span {
  readonly text: string
  readonly look: Look
}

/**
 * Escape sequences (ECMA-48 5.4, 5.6): CSI; the strings OSC, DCS, SOS, PM and APC up to their end; two-character ones.
 * A string without an end hides nothing: its text stays. No part can begin within another one of the same kind, so that
 * each character is looked at a fixed number of times, whatever a container writes.
 */
const sequence =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds.
  /(?:\u001b\[|\u009b)([0-?]*)([ -/]*)([@-~])|(?:\u001b[\]P^_X]|[\u009d\u0090\u009e\u009f\u0098])[^\u0007\u001b\u0080-\u009f]*(?:\u0007|\u001b\\|\u009c)|\u001b[ -/]*[0-~]?|[\u0080-\u009f]/g

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds.
const unusual = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/

/** A line with more looks than this is no text of anybody: the rest of it has the last one. */
const maxSpans = 1000

/**
 * The text in spans of one look. Of the sequences only colours and emphasis have an effect; no other one reaches
 * anything: not the title, the clipboard, or a terminal's input. Control characters are made visible.
 */
export function toSpans(raw: string): Span[] {
  if (!unusual.test(raw)) return raw === '' ? [] : [{ text: raw, look: {} }]
  const line = withoutReturns(raw)
  const spans: Span[] = []
  let look: Look = {}
  let from = 0
  const add = (end: number) => {
    const text = visible(line.slice(from, end))
    if (text === '') return
    const last = spans.at(-1)
    if (last?.look === look) spans[spans.length - 1] = { text: last.text + text, look }
    else spans.push({ text, look })
  }
  for (const match of line.matchAll(sequence)) {
    add(match.index)
    from = match.index + match[0].length
    const [, parameters, between, final] = match
    if (final === 'm' && between === '' && spans.length < maxSpans) look = applySgr(look, parameters ?? '')
  }
  add(line.length)
  return spans
}

/** The same without any look: what is searched and copied. */
export function toText(raw: string): string {
  return unusual.test(raw) ? textOf(toSpans(raw)) : raw
}

export function textOf(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join('')
}

/** An expression would try the end of the line at each of them. */
function withoutReturns(raw: string): string {
  let end = raw.length
  while (raw[end - 1] === '\r') end--
  return raw.slice(0, end)
}

/** Control characters as their pictures (U+2400), and those that turn the direction of writing by their number. */
function visible(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this replaces.
      .replace(/[\u0000-\u0008\u000a-\u001f]/g, (character) =>
        String.fromCharCode(0x2400 + character.charCodeAt(0)),
      )
      .replace(/\u007f/g, '\u2421')
      .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) => {
        return `⟨U+${character.charCodeAt(0).toString(16).toUpperCase()}⟩`
      })
  )
}

const flags: Readonly<Record<number, Look>> = {
  1: { isBold: true },
  2: { isFaint: true },
  3: { isItalic: true },
  4: { isUnderlined: true },
  7: { isInverse: true },
  9: { isStruck: true },
  22: { isBold: false, isFaint: false },
  23: { isItalic: false },
  24: { isUnderlined: false },
  27: { isInverse: false },
  29: { isStruck: false },
}

function applySgr(before: Look, parameters: string): Look {
  let look = before
  const codes = parameters.split(';').flatMap(toCodes)
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0
    if (code === 0) look = {}
    else if (code === 38 || code === 48) {
      const { color, used } = readColor(codes.slice(at + 1, at + 5))
      if (color !== null) look = { ...look, [code === 38 ? 'fg' : 'bg']: color }
      at += used
    } else if (code === 39) look = without(look, 'fg')
    else if (code === 49) look = without(look, 'bg')
    else if (isColor(code - 30)) look = { ...look, fg: code - 30 }
    else if (isColor(code - 40)) look = { ...look, bg: code - 40 }
    else if (isColor(code - 90)) look = { ...look, fg: code - 90 + 8 }
    else if (isColor(code - 100)) look = { ...look, bg: code - 100 + 8 }
    else look = { ...look, ...flags[code] }
  }
  return look
}

/** `38:2::r:g:b` is the standard's form of `38;2;r;g;b`; of `4:3` (a curly line) the kind is left out. */
function toCodes(parameter: string): number[] {
  const parts = parameter.split(':')
  const isColored = parts[0] === '38' || parts[0] === '48'
  return (isColored ? parts.filter((part) => part !== '') : parts.slice(0, 1)).map(Number)
}

const isColor = (code: number) => code >= 0 && code < 8

function without(look: Look, key: 'fg' | 'bg'): Look {
  const { [key]: _, ...rest } = look
  return rest
}

/** What follows a 38 or 48: `5;n` of the 256, or `2;r;g;b`. */
function readColor([kind, ...values]: readonly number[]): { color: number | string | null; used: number } {
  if (kind === 5) return { color: paletteColor(values[0] ?? Number.NaN), used: 2 }
  if (kind !== 2) return { color: null, used: 1 }
  const channels = values.slice(0, 3)
  const isWhole = channels.length === 3 && channels.every((value) => value >= 0 && value <= 255)
  return { color: isWhole ? `rgb(${channels.join(' ')})` : null, used: 4 }
}

/** The colours of xterm: 16 by name, a cube of 6 × 6 × 6, 24 greys. */
function paletteColor(n: number): number | string | null {
  if (!Number.isInteger(n) || n < 0 || n > 255) return null
  if (n < 16) return n
  if (n >= 232)
    return `rgb(${Array(3)
      .fill(8 + (n - 232) * 10)
      .join(' ')})`
  const steps = [0, 95, 135, 175, 215, 255]
  const cube = n - 16
  return `rgb(${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) => steps[step]).join(' ')})`
}
