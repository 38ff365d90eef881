import { toText } from '@/lib/pods/log-ansi'
import { type LogQuery, toFinder, toPattern } from '@/lib/pods/log-query'
import type { LineBlock } from './log-store'

/** What is looked for in the lines that a view holds. */
export interface Query extends LogQuery {
  /** Sources that are not shown. */
  readonly hidden: readonly number[]
}

/** The numbers of the lines that a query means; rows of our own are none. */
export function findLines(query: Query, block: LineBlock): number[] {
  const find = toFinder(query)
  const hidden = new Set(query.hidden)
  const raw = new TextDecoder().decode(block.bytes)
  const lines = (raw.includes('\u001b') ? toLines(raw) : raw).split('\n')
  const found: number[] = []
  for (let at = 0; at < block.sources.length; at++) {
    if (block.marks[at] === 1 || hidden.has(block.sources[at] ?? 0)) continue
    if (find(lines[at] ?? '') !== null) found.push(block.first + at)
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

/** Without escapes, line by line: a sequence without an end must not take the next line with it. */
function toLines(raw: string): string {
  return raw
    .split('\n')
    .map((line) => (line.includes('\u001b') ? toText(line) : line))
    .join('\n')
}
