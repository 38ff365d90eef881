import { isScalar, isSeq, type Scalar } from 'yaml'
import type { Source } from './documents.ts'
import { commentStart, type Entry, entryAt, entryLinesEnd } from './entry.ts'
import type { Parent } from './place.ts'
import { blockLines, blockScalar, flowEntry, flowText } from './render.ts'
import { indented } from './replace.ts'
import { endsLine, lineStart, lineStop, replaceLines, type Splice, startsLine } from './splice.ts'
import { blockStyleOf, quoteOf } from './style.ts'
import { isObject } from './values.ts'

/**
 * Adds an entry to a collection that has some: a key behind the last one, an item before `index`. In a block it gets
 * lines of its own: behind the last entry's and the deeper comments below it, or above the comments of the item that
 * it is put before. `undefined` where a neighbour is written in a way that is not spliced.
 */
export function insertEntry(
  source: Source,
  parent: Parent,
  at: string | number,
  value: unknown,
  safe: boolean,
): Splice[] | undefined {
  const count = parent.node.items.length
  const before =
    isSeq(parent.node) && Number(at) < count ? entryAt(source.text, parent.node, Number(at)) : undefined
  const last = entryAt(source.text, parent.node, count - 1)
  if (last === undefined || (before === undefined && isSeq(parent.node) && Number(at) < count))
    return undefined
  if (parent.flow !== undefined) return insertFlow(source.text, parent, before, last, at, value)
  return insertBlock(source, parent, before, last, at, value, safe)
}

function insertBlock(
  source: Source,
  parent: Parent,
  before: Entry | undefined,
  last: Entry,
  at: string | number,
  value: unknown,
  safe: boolean,
): Splice[] {
  const { text } = source
  const style = blockStyleOf(source, parent.node)
  const lines = isSeq(parent.node)
    ? itemLines(parent, value, safe, () => blockLines([value], style, safe))
    : blockLines({ [at]: value }, style, safe)
  if (before === undefined) {
    const end = entryLinesEnd(text, last, parent.column)
    return [replaceLines(text, end, end, indented(lines, parent.column), style.eol)]
  }
  if (startsLine(text, before.start)) {
    const start = at === 0 ? lineStart(text, before.start) : commentStart(text, before, parent.column)
    return [replaceLines(text, start, start, indented(lines, parent.column), style.eol)]
  }
  const joined = [...lines, ''].join(`${style.eol}${' '.repeat(parent.column)}`)
  return [{ start: before.start, end: before.start, insert: joined }]
}

/** A text among quoted texts is quoted as they are. */
function itemLines(parent: Parent, value: unknown, safe: boolean, otherwise: () => string[]): string[] {
  if (isObject(value)) return otherwise()
  const texts = parent.node.items.filter(
    (item): item is Scalar => isScalar(item) && typeof item.value === 'string',
  )
  const { head, lines } = blockScalar(
    value,
    String(value).includes('\n') ? undefined : quoteOf(texts.at(-1)),
    safe,
  )
  return [`- ${head}`, ...indented(lines, 2)]
}

function insertFlow(
  text: string,
  parent: Parent,
  before: Entry | undefined,
  last: Entry,
  at: string | number,
  value: unknown,
): Splice[] | undefined {
  const { node, flow } = parent
  if (flow === undefined) return undefined
  const written = isSeq(node)
    ? flowText(value, flow, flow.indent)
    : flowEntry(String(at), value, flow, flow.indent)
  const ownLine = flow.unit !== undefined && startsLine(text, (before ?? last).start)
  const line = `${flow.eol}${flow.indent}`
  if (before !== undefined) {
    const insert = ownLine ? `${written},${line}` : written + flow.comma
    return [{ start: before.start, end: before.start, insert }]
  }
  const comma = /^\s*,/.exec(text.slice(last.end))?.[0].length
  const behind = last.end + (comma ?? 0)
  if (!ownLine) return [{ start: last.end, end: last.end, insert: flow.comma + written }]
  const stop = endsLine(text, behind) ? lineStop(text, behind) : behind
  const added = { start: stop, end: stop, insert: line + written + (comma === undefined ? '' : ',') }
  return comma === undefined ? [{ start: last.end, end: last.end, insert: ',' }, added] : [added]
}
