import type { LogStore } from './log-store'

/** The lines that a view shows, one after the other: all that the store holds, or those that a filter found. */
export interface ShownLines {
  /** The entries are those from `first` up to `end`. */
  readonly first: number
  readonly end: number
  /** The number of the line at an entry. */
  readonly lineAt: (entry: number) => number
  /** The entry of a line, or of the next one that is shown. */
  readonly entryOf: (line: number) => number
}

export function allLines({ first, end }: LogStore): ShownLines {
  return { first, end, lineAt: (entry) => entry, entryOf: (line) => Math.min(Math.max(line, first), end) }
}

/** `hits` are numbers of lines in order; those of lines that left the store are not shown. */
export function foundLines(hits: readonly number[], { first }: LogStore): ShownLines {
  return {
    first: lowerBound(hits, first),
    end: hits.length,
    lineAt: (entry) => hits[entry] ?? 0,
    entryOf: (line) => lowerBound(hits, line),
  }
}

/** The place of the first value that is not below `least`. */
export function lowerBound(sorted: readonly number[], least: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < least) low = middle + 1
    else high = middle
  }
  return low
}
