'use client'

import { useCallback, useEffect, useReducer, useRef } from 'react'
import { routes } from '@/lib/routes'
import type { ListQuery } from '@/lib/statefulsets/query'
import { writeQuery } from '@/lib/statefulsets/query'
import { readEventStream } from './event-stream'
import { type FirstPage, type ListState, markMs, reduce, start } from './list-state'

/** The server says something every 5 s; after this long without a word the connection is lost, ms. */
const silenceMs = 11_000
const retryMs = 1000

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
    const gone = new AbortController()
    const follow = async () => {
      while (!gone.signal.aborted) {
        await whenVisible(gone.signal)
        const isRefused = await readOnce(address, version, gone.signal, dispatch)
        if (gone.signal.aborted || isRefused) return
        await pause(retryMs, gone.signal)
      }
    }
    void follow()
    return () => gone.abort()
  }, [address])

  const hasMarks = state.changed.size > 0
  useEffect(() => {
    if (!hasMarks) return
    const timer = setInterval(() => dispatch({ type: 'passed', at: Date.now() }), markMs / 2)
    return () => clearInterval(timer)
  }, [hasMarks])

  return { ...state, show: useCallback(() => dispatch({ type: 'shown' }), []) }
}

type Dispatch = (action: Parameters<typeof reduce>[1]) => void

/** One connection, until it ends. Gives true when the person may not read this any more. */
async function readOnce(
  address: string,
  version: { current: string },
  gone: AbortSignal,
  dispatch: Dispatch,
): Promise<boolean> {
  const silent = new AbortController()
  const rest = () => document.visibilityState === 'hidden' && silent.abort()
  let timer = setTimeout(() => silent.abort(), silenceMs)
  document.addEventListener('visibilitychange', rest)
  try {
    const url = new URL(`${routes.liveStatefulSets()}${address}`, location.href)
    if (version.current !== '') url.searchParams.set('since', version.current)
    const signal = AbortSignal.any([gone, silent.signal])
    const response = await fetch(url, { signal, cache: 'no-store', redirect: 'manual' })
    const isRefused = response.type === 'opaqueredirect' || [401, 403, 404].includes(response.status)
    if (isRefused) dispatch({ type: 'refused' })
    if (isRefused || !response.ok || response.body === null) return isRefused
    dispatch({ type: 'opened' })
    for await (const { event, data } of readEventStream(response.body)) {
      clearTimeout(timer)
      timer = setTimeout(() => silent.abort(), silenceMs)
      if (event !== 'page') continue
      const delta = JSON.parse(data)
      version.current = delta.version
      dispatch({ type: 'delta', delta, at: Date.now() })
    }
    return false
  } catch {
    return false
  } finally {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', rest)
    if (!gone.aborted) dispatch({ type: 'lost', at: Date.now() })
  }
}

function whenVisible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState === 'hidden' && !signal.aborted) return
      document.removeEventListener('visibilitychange', look)
      resolve()
    }
    document.addEventListener('visibilitychange', look)
    signal.addEventListener('abort', look, { once: true })
    look()
  })
}

/** Sooner when the network is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    for (const target of [window, signal]) {
      target.addEventListener(
        target === window ? 'online' : 'abort',
        () => {
          clearTimeout(timer)
          resolve()
        },
        { once: true },
      )
    }
  })
}
