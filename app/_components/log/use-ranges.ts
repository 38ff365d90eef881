'use client'

import { useEffect, useRef, useState } from 'react'
import { toText } from '@/lib/pods/log-ansi'
import type { LogSearch } from './log-search'

type Ranges = readonly (readonly [number, number])[]

/** Where what is looked for stands in the lines that are shown; found apart, since an expression may take its time. */
export function useRanges(
  search: LogSearch,
  lines: readonly { readonly number: number; readonly text: string; readonly isMark: boolean }[],
): ReadonlyMap<number, Ranges> {
  const [found, setFound] = useState<ReadonlyMap<number, Ranges>>(new Map())
  const { query } = search
  const asked = useRef({ key: '', at: 0 })
  const key =
    query === null || query.text === '' ? '' : `${lines[0]?.number} ${lines.length} ${lines.at(-1)?.number}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which lines, and a line never changes.
  useEffect(() => {
    if (key === '') return setFound((before) => (before.size === 0 ? before : new Map()))
    const turn = { key, at: asked.current.at + 1 }
    asked.current = turn
    const own = lines.filter(({ isMark }) => !isMark)
    void search.ranges(own.map(({ text }) => toText(text))).then((ranges) => {
      if (asked.current !== turn) return
      setFound(new Map(own.map(({ number }, at) => [number, ranges[at] ?? []])))
    })
  }, [key, query, search])
  return found
}
