import type { Source } from './documents.ts'
import { commentStart, type Entry, entryAt, entryLinesEnd } from './entry.ts'
import type { Parent, Place } from './place.ts'
import { beforeBreak, endsLine, lineEnd, lineStart, replaceLines, type Splice, startsLine } from './splice.ts'

/**
 * Takes an entry out of a collection that has more. In a block its lines go, with the comments behind it and the deeper
 * ones below it; so do the comments directly above it, but not those above a collection's first entry: they may
 * speak of all that follows.
 */
export function removeEntry(source: Source, { parent, index, entry }: Place): Splice[] | undefined {
  const { text } = source
  if (parent.flow !== undefined) return removeFlow(text, parent, index, entry)
  const end = entryLinesEnd(text, entry, parent.column)
  if (startsLine(text, entry.start)) {
    const start = index === 0 ? lineStart(text, entry.start) : commentStart(text, entry, parent.column)
    return [replaceLines(text, start, end, [], '')]
  }
  const next = entryAt(text, parent.node, index + 1)
  if (next === undefined) return undefined
  if (/^ *$/.test(text.slice(end, next.start))) return [{ start: entry.start, end: next.start, insert: '' }]
  const stop = text.slice(0, entry.start).trimEnd().length
  return [{ start: stop, end: beforeBreak(text, end), insert: '' }]
}

function removeFlow(text: string, parent: Parent, index: number, entry: Entry): Splice[] | undefined {
  const comma = /^\s*,/.exec(text.slice(entry.end))?.[0].length
  const behind = entry.end + (comma ?? 0)
  const ownLines = startsLine(text, entry.start) && endsLine(text, behind)
  const lines = { start: lineStart(text, entry.start), end: lineEnd(text, behind), insert: '' }
  const next = entryAt(text, parent.node, index + 1)
  if (next !== undefined) return [ownLines ? lines : { start: entry.start, end: next.start, insert: '' }]
  const previous = entryAt(text, parent.node, index - 1)
  if (previous === undefined) return undefined
  if (!ownLines) return [{ start: previous.end, end: entry.end, insert: '' }]
  const separator = text.indexOf(',', previous.end)
  return comma === undefined ? [{ start: separator, end: separator + 1, insert: '' }, lines] : [lines]
}
