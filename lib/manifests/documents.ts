import { type Document, LineCounter, parseDocument, type ScalarTag } from 'yaml'
import type { FieldError } from '../errors.ts'
import { laterObjects } from './json-stream.ts'
import { structureFaults } from './structure.ts'

/** The stretch of a text that belongs to one document: the directives and comments before it, its `---`, its `...`. */
export interface Segment {
  readonly start: number
  readonly text: string
  /** No content: only comments, directives and markers. */
  readonly empty: boolean
}

/** One document as it was read. Shared by all who read the same text, so nobody may change what is inside. */
export interface Source {
  readonly text: string
  readonly document: Document.Parsed
  readonly lines: LineCounter
  /** The value; integers beyond 2^53 are BigInt, so that none is rounded. */
  readonly value: unknown
  /** Where its content begins. */
  readonly start: number
  /** Why it cannot be a manifest, with lines of its own text; then there is no value. */
  readonly faults: readonly FieldError[]
}

/** Only at the start of a line, where YAML allows no content to begin so: not even inside quotes or block scalars. */
const marker = /(?<![^\n])\uFEFF?(?:---|\.\.\.)(?=[ \t\r\n]|$)/g
const contentLine = /(?<![^\n])(?![ \t]*(?:#|\r?\n|$)|%)[^\n]/

/**
 * Cuts a text without its byte order mark into documents, without parsing them. The segments joined are the text. A
 * comment between two documents belongs to the one before it, unless that ended with `...`.
 */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = []
  let start = 0
  let begun = false
  const close = (end: number) => {
    const part = text.slice(start, end)
    const cuts = [...laterObjects(part).map((at) => start + at), end]
    for (const cut of part === '' ? [] : cuts) {
      const one = text.slice(start, cut)
      segments.push({ start, text: one, empty: !hasContent(one) })
      start = cut
    }
    start = end
  }
  for (const { 0: mark, index } of text.matchAll(marker)) {
    if (mark.endsWith('...')) {
      const end = text.indexOf('\n', index)
      close(end === -1 ? text.length : end + 1)
      begun = false
      continue
    }
    if (begun || hasContent(text.slice(start, index))) close(index)
    begun = true
    // Files that were joined have a byte order mark each.
    const head = text.indexOf('\n', index) + 1
    if (head > 0 && text[head] === '\uFEFF' && !hasContent(text.slice(index, head))) close(head + 1)
  }
  close(text.length)
  return segments
}

/** The 1-based lines of the text at which the segments start. */
export function startLines(segments: readonly Segment[]): number[] {
  let line = 1
  return segments.map(({ text }) => {
    const start = line
    line += text.split('\n').length - 1
    return start
  })
}

function hasContent(part: string): boolean {
  return contentLine.test(part.replace(marker, '').replace(/(?<![^\n])\uFEFF/g, ''))
}

const recent = new Map<string, Source>()
const keptCharacters = 200 * 1024

/**
 * Parses one segment. The documents read last are kept: parsing is the whole cost of an edit, and after one the same
 * text is read again by whoever shows it. Never throws.
 */
export function readSegment(text: string): Source {
  return keep(recent.get(text) ?? parse(text))
}

/**
 * A source whose value is known, from one of which only a scalar was replaced by another. It is parsed when its nodes or
 * lines are asked for.
 */
export function knownSource({ start, faults }: Source, text: string, value: unknown): Source {
  let parsed: Source | undefined
  const parsedSource = () => {
    parsed ??= parse(text)
    return parsed
  }
  return keep({
    text,
    start,
    value,
    faults,
    get document() {
      return parsedSource().document
    },
    get lines() {
      return parsedSource().lines
    },
  })
}

function keep(source: Source): Source {
  const { text } = source
  recent.delete(text)
  recent.set(text, source)
  let kept = 0
  for (const known of [...recent.keys()].reverse()) {
    kept += known.length
    if (kept > keptCharacters && known !== text) recent.delete(known)
  }
  return source
}

function parse(text: string): Source {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    customTags: (tags) => [octal, exactInteger, ...tags],
    keepSourceTokens: true,
    lineCounter: lines,
    logLevel: 'error',
    prettyErrors: false,
    // Its own check takes the square of the number of keys.
    uniqueKeys: false,
  })
  const [syntax] = document.errors
  const faults = syntax === undefined ? structureFaults(document, lines) : [syntaxFault(syntax, lines)]
  const start = document.contents?.range[0] ?? 0
  if (faults.length > 0) return { text, document, lines, start, value: undefined, faults }
  // Aliases that multiply are faults.
  return { text, document, lines, start, value: document.toJS({ maxAliasCount: -1 }), faults }
}

function syntaxFault({ code, message, pos }: Document['errors'][number], lines: LineCounter): FieldError {
  const { line } = lines.linePos(pos[0])
  if (code === 'TAB_AS_INDENT') return { path: 'manifest', code: 'manifest_tab', line }
  if (code === 'RESOURCE_EXHAUSTION') return { path: 'manifest', code: 'manifest_too_deep', line }
  return { path: 'manifest', code: 'manifest_syntax', line, detail: message }
}

/** `0644` is octal, as kubectl reads it: it holds to YAML 1.1 there, and modes of files are written so. */
const octal: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^0[0-7]+$/,
  resolve: (text) => Number.parseInt(text, 8),
}

const exactInteger: ScalarTag = {
  default: true,
  tag: 'tag:yaml.org,2002:int',
  test: /^[-+]?[0-9]{16,}$/,
  identify: (value) => typeof value === 'bigint',
  resolve: (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text.replace(/^\+/, ''))),
  stringify: ({ value }) => String(value),
}
