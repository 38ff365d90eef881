import type { LineBlock } from './log-store'
import { findLines, findRanges, type Query } from './search'

/** One at a time: the asker ends this worker when an answer takes too long. */
export type SearchTask =
  | { readonly id: number; readonly query: Query; readonly block: LineBlock }
  | { readonly id: number; readonly query: Query; readonly texts: readonly string[] }

export interface SearchAnswer {
  readonly id: number
  readonly lines?: Float64Array
  readonly ranges?: readonly (readonly [number, number])[][]
}

interface Scope {
  onmessage: ((event: MessageEvent<SearchTask>) => void) | null
  postMessage(answer: SearchAnswer, transfer?: Transferable[]): void
}

const scope = globalThis as unknown as Scope

scope.onmessage = ({ data }) => {
  if ('texts' in data) {
    const ranges = data.texts.map((text) => findRanges(data.query, text))
    return scope.postMessage({ id: data.id, ranges })
  }
  const lines = Float64Array.from(findLines(data.query, data.block))
  scope.postMessage({ id: data.id, lines }, [lines.buffer])
}

// It is there: what takes time from now on is the search.
scope.postMessage({ id: 0 })
