import { toText } from './ansi'
import { type Level, levelOf, levels } from './level'
import type { LineBlock } from './log-store'

/** What is looked for. Plain text unless `isRegex`. */
export interface Query {
  readonly text: string
  readonly isRegex: boolean
  readonly isCase: boolean
  /** This grave at least; null for any line. */
  readonly level: Level | null
  /** Sources that are not shown. */
  readonly hidden: readonly number[]
}

/** Throws SyntaxError for an expression that is none. Null where any text is meant. */
export function toPattern({ text, isRegex, isCase }: Query): RegExp | null {
  if (text === '') return null
  const source = isRegex ? text : text.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&')
  return new RegExp(source, isCase ? 'gu' : 'giu')
}

/** The numbers of the lines that a query means; rows of our own are none. */
export function findLines(query: Query, block: LineBlock): number[] {
  const pattern = toPattern(query)
  const hidden = new Set(query.hidden)
  const raw = new TextDecoder().decode(block.bytes)
  const lines = (raw.includes('\u001b') ? toLines(raw) : raw).split('\n')
  const found: number[] = []
  for (let at = 0; at < block.sources.length; at++) {
    const line = lines[at] ?? ''
    if (block.marks[at] === 1 || hidden.has(block.sources[at] ?? 0)) continue
    if (pattern !== null) {
      pattern.lastIndex = 0
      if (!pattern.test(line)) continue
    }
    if (query.level !== null && !isAsGrave(line, query.level)) continue
    found.push(block.first + at)
  }
  return found
}

/** Where a query is met in a text, as pairs of begin and end; no more than a few hundred. */
export function findRanges(query: Query, text: string): [from: number, to: number][] {
  const pattern = toPattern(query)
  if (pattern === null) return []
  const ranges: [number, number][] = []
  for (const match of text.matchAll(pattern)) {
    if (match[0] !== '') ranges.push([match.index, match.index + match[0].length])
    if (ranges.length >= 200) break
  }
  return ranges
}

function isAsGrave(line: string, level: Level): boolean {
  const found = levelOf(line)
  return found !== null && levels.indexOf(found) <= levels.indexOf(level)
}

/** Without escapes, line by line: a sequence without an end must not take the next line with it. */
function toLines(raw: string): string {
  return raw
    .split('\n')
    .map((line) => (line.includes('\u001b') ? toText(line) : line))
    .join('\n')
}
