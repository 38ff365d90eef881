'use client'

import { useCallback, useEffect, useState } from 'react'
import { type ListQuery, readQuery, writeQuery } from '@/lib/statefulsets/list/query'

export type Ask = (change: Partial<ListQuery>, how?: 'typing') => void

/** Another question begins on its first page. */
export function changed(query: ListQuery, change: Partial<ListQuery>): ListQuery {
  const address = writeQuery({ ...query, page: 1, ...change })
  return readQuery(Object.fromEntries(new URLSearchParams(address)))
}

/**
 * The question that the list answers, and a way to change it; the address follows. What is typed replaces the address,
 * all else is a step that `Back` takes back.
 */
export function useListQuery(first: ListQuery): [ListQuery, Ask] {
  const [query, setQuery] = useState(first)
  useEffect(() => {
    const read = () => setQuery(readQuery(Object.fromEntries(new URLSearchParams(location.search))))
    addEventListener('popstate', read)
    return () => removeEventListener('popstate', read)
  }, [])
  const ask: Ask = useCallback(
    (change, how) => {
      const next = changed(query, change)
      setQuery(next)
      const address = `${location.pathname}${writeQuery(next)}`
      if (how === 'typing') history.replaceState(history.state, '', address)
      else history.pushState(history.state, '', address)
    },
    [query],
  )
  return [query, ask]
}
