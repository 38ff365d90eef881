'use client'

import { useEffect, useState } from 'react'
import { type ListQuery, readQuery, writeQuery } from '@/lib/statefulsets/query'

export type Ask = (change: Partial<ListQuery>, how?: 'typing') => void

/**
 * The question that the list answers, and a way to change it; the address follows. What is typed replaces the address,
 * all else is a step that `Back` takes back.
 */
export function useListQuery(first: ListQuery, project: string | null): [ListQuery, Ask] {
  const [query, setQuery] = useState<ListQuery>({ ...first, project: project ?? first.project })
  useEffect(() => {
    const read = () => {
      const asked = readQuery(Object.fromEntries(new URLSearchParams(location.search)))
      setQuery(project === null ? asked : { ...asked, project })
    }
    addEventListener('popstate', read)
    return () => removeEventListener('popstate', read)
  }, [project])
  const ask: Ask = (change, how) => {
    const words = change.q === undefined ? {} : { words: change.q.toLowerCase().split(/\s+/).filter(Boolean) }
    const next = { ...query, page: 1, ...change, ...words }
    setQuery(next)
    const address = `${location.pathname}${writeQuery(project === null ? next : { ...next, project: '' })}`
    if (how === 'typing') history.replaceState(history.state, '', address)
    else history.pushState(history.state, '', address)
  }
  return [query, ask]
}
