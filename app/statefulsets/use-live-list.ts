'use client'

import { useCallback, useEffect, useReducer, useRef } from 'react'
import { followEvents } from '@/app/_components/follow-events'
import { routes } from '@/lib/routes'
import type { ListQuery } from '@/lib/statefulsets/list/query'
import { writeQuery } from '@/lib/statefulsets/list/query'
import { type Delta, type FirstPage, type ListState, markMs, reduce, start } from './list-state'

/**
 * The list as the server has it, change by change, for as long as somebody looks: a hidden tab rests, a lost connection
 * is opened again from the last version. `show` takes over the order and the rows that the server has by now.
 */
export function useLiveList(first: FirstPage, query: ListQuery): ListState & { show: () => void } {
  const [state, dispatch] = useReducer(reduce, first, start)
  const version = useRef(first.version)
  const address = writeQuery(query)
  const asked = useRef(address)

  useEffect(() => {
    if (asked.current !== address) {
      asked.current = address
      version.current = ''
      dispatch({ type: 'asked' })
    }
    return followEvents<Delta & { readonly version: string }>({
      url: () => {
        const url = new URL(`${routes.liveStatefulSets()}${address}`, location.href)
        if (version.current !== '') url.searchParams.set('since', version.current)
        return url
      },
      event: 'page',
      heard: (delta) => {
        version.current = delta.version
        dispatch({ type: 'delta', delta, at: Date.now() })
      },
      connection: dispatch,
    })
  }, [address])

  const hasMarks = state.changed.size > 0
  useEffect(() => {
    if (!hasMarks) return
    const timer = setInterval(() => dispatch({ type: 'passed', at: Date.now() }), markMs / 2)
    return () => clearInterval(timer)
  }, [hasMarks])

  return { ...state, show: useCallback(() => dispatch({ type: 'shown' }), []) }
}
