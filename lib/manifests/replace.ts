import { isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml'
import type { Source } from './documents.ts'
import { contentEnd, type Entry, isBlockScalar } from './entry.ts'
import type { Place } from './place.ts'
import { blockLines, blockScalar, flowText, type Rendered } from './render.ts'
import { column, lineEnd, lineStart, replaceLines, type Splice } from './splice.ts'
import { type BlockStyle, blockStyleOf, flowStyleOf, indentation } from './style.ts'
import { isObject } from './values.ts'

/** What to give up for a text that reads as meant. */
export interface Caution {
  /** No block scalars. */
  readonly safe: boolean
  /** An anchor or tag before the old value goes with it. */
  readonly bare: boolean
}

/**
 * Puts another value in an entry's place. A scalar keeps its quotes and the comment behind it; a flow collection stays
 * one, unless it was empty; everything else is written in block style where the parent is.
 */
export function replaceValue(source: Source, place: Place, value: unknown, caution: Caution): Splice[] {
  const { text } = source
  const { entry, parent } = place
  const start = caution.bare ? entry.head : entry.props
  const flow = parent.flow
    ? flowText(value, parent.flow, parent.flow.indent)
    : staysFlow(source, entry.value, value)
  if (flow !== undefined) {
    const kept = entry.value !== undefined && start === entry.props
    const space = kept || entry.head === entry.start || text[start - 1] === ' ' ? '' : ' '
    return [{ start: kept ? entry.valueStart : start, end: entry.end, insert: space + flow }]
  }
  const style = blockStyleOf(source, parent.node)
  const rendered = inBlock(text, place, value, style, caution.safe)
  if (entry.value === undefined) return fill(text, start, rendered, style)
  const sameLine = !text.slice(entry.head, entry.valueStart).includes('\n')
  return sameLine
    ? replaceBehind(text, entry, start, rendered, style)
    : replaceBelow(text, entry, start, rendered, style)
}

/** The text of a flow collection in place of one of the same kind, in the old one's style. */
function staysFlow(source: Source, old: Node | undefined, value: unknown): string | undefined {
  if (!(isMap(old) || isSeq(old)) || !old.flow || old.items.length === 0) return undefined
  if (!isObject(value) || Object.keys(value).length === 0 || Array.isArray(value) !== isSeq(old))
    return undefined
  return flowText(value, flowStyleOf(source, old), indentation(source.text, contentEnd(source.text, old)))
}

/** The value's text for a place in a block; the lines with their indentation. */
function inBlock(
  text: string,
  { entry, parent }: Place,
  value: unknown,
  style: BlockStyle,
  safe: boolean,
): Rendered {
  const old = entry.value
  const inSequence = isSeq(parent.node)
  if (!isObject(value) || Object.keys(value).length === 0) {
    const { head, lines } = isObject(value)
      ? { head: Array.isArray(value) ? '[]' : '{}', lines: [] }
      : blockScalar(value, typeToKeep(old, value), safe)
    const own = isBlockScalar(old) && !/\d/.test(head) ? contentColumn(text, entry) : undefined
    return { head, lines: indented(lines, own ?? parent.column + (/\d/.test(head) ? 2 : style.step)) }
  }
  const lines = blockLines(value, style, safe)
  const keeps = (isMap(old) || isSeq(old)) && !old.flow && Array.isArray(value) === isSeq(old)
  const deeper = inSequence ? 2 : Array.isArray(value) ? style.dashStep : style.step
  const at = keeps ? column(text, entry.valueStart) : parent.column + deeper
  if (!inSequence || (keeps && text.slice(entry.head, entry.valueStart).includes('\n'))) {
    return { head: '', lines: indented(lines, at) }
  }
  const [head = '', ...rest] = lines
  return { head, lines: indented(rest, at) }
}

/**
 * The style of a text goes over to the one in its place; but the quotes of an empty text are no style, and a text that
 * now has several lines is opened up.
 */
export function typeToKeep(old: Node | undefined, value: unknown): Scalar.Type | undefined {
  if (!isScalar(old) || old.type === undefined || old.type === null || old.value === '') return undefined
  const opensUp = typeof value === 'string' && value.includes('\n') && !String(old.value).includes('\n')
  return opensUp ? undefined : (old.type as Scalar.Type)
}

function contentColumn(text: string, entry: Entry): number | undefined {
  const content = /\n( *)[^\s]/.exec(text.slice(entry.valueStart, entry.end))
  return content?.[1]?.length
}

export function indented(lines: readonly string[], by: number): string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line))
}

/** Where there was no value: behind the indicator, before a comment. */
function fill(text: string, at: number, { head, lines }: Rendered, { eol }: BlockStyle): Splice[] {
  const rest = /^[ \t]*(?=\r?\n|$)/.exec(text.slice(at, lineEnd(text, at)))?.[0].length ?? 0
  const next = lineEnd(text, at)
  return [
    { start: at, end: at + rest, insert: head === '' ? '' : ` ${head}` },
    replaceLines(text, next, next, lines, eol),
  ]
}

/** The old value begins on the line of its indicator. */
function replaceBehind(
  text: string,
  entry: Entry,
  at: number,
  next: Rendered,
  { eol }: BlockStyle,
): Splice[] {
  const { value, valueStart, end } = entry
  const start = next.head === '' || at < entry.props ? at : valueStart
  const insert = next.head === '' || start === valueStart ? next.head : ` ${next.head}`
  if (!isBlockScalar(value)) {
    const after = lineEnd(text, end)
    return [{ start, end, insert }, replaceLines(text, after, after, next.lines, eol)]
  }
  const header = valueStart + (/^[|>][-+\d]*/.exec(text.slice(valueStart, end))?.[0].length ?? 1)
  const content = lineEnd(text, header)
  return [
    { start, end: header, insert },
    replaceLines(text, content, Math.max(content, lineEnd(text, end)), next.lines, eol),
  ]
}

/** The old value stands on lines of its own. */
function replaceBelow(text: string, entry: Entry, at: number, next: Rendered, { eol }: BlockStyle): Splice[] {
  const start = lineStart(text, entry.valueStart)
  const insert = next.head === '' ? '' : ` ${next.head}`
  const below = /^[|>]/.test(next.head) ? lineEnd(text, at) : start
  if (below < start) {
    return [
      { start: at, end: at, insert },
      replaceLines(text, below, below, next.lines, eol),
      replaceLines(text, start, lineEnd(text, entry.end), [], eol),
    ]
  }
  return [
    { start: at, end: at, insert },
    replaceLines(text, start, lineEnd(text, entry.end), next.lines, eol),
  ]
}
