import type { Source } from './documents.ts'
import { commentStart, type Entry, entryAt, entryLinesEnd } from './entry.ts'
import type { Parent } from './place.ts'
import { beforeBreak, type Splice, startsLine } from './splice.ts'

/**
 * Moves an entry of a collection: the entries' texts, each with its own comments, change places; blank lines, commas and all
 * else between them stay where they are, so that moving back gives the same text.
 */
export function moveEntry(source: Source, parent: Parent, from: number, to: number): Splice[] | undefined {
  const { text } = source
  const entries = parent.node.items.map((_, index) => entryAt(text, parent.node, index))
  const known = entries.filter((entry) => entry !== undefined)
  const [first] = known
  if (first === undefined || known.length < entries.length) return undefined
  const spans = known.map((entry) => spanOf(text, parent, entry, startsLine(text, first.start)))
  const texts = spans.map(({ start, end }) => text.slice(start, end))
  const moved = texts.toSpliced(from, 1).toSpliced(to, 0, texts[from] ?? '')
  return spans
    .map(({ start, end }, index) => ({ start, end, insert: moved[index] ?? '' }))
    .filter(({ start, end, insert }) => insert !== text.slice(start, end))
}

/** Where the first item shares its line with another dash, comments have no place above it and stay too. */
function spanOf(
  text: string,
  parent: Parent,
  entry: Entry,
  ownLines: boolean,
): { start: number; end: number } {
  if (parent.flow !== undefined) return { start: entry.start, end: entry.end }
  const start = ownLines ? commentStart(text, entry, parent.column) + parent.column : entry.start
  return { start, end: beforeBreak(text, entryLinesEnd(text, entry, parent.column)) }
}
