'use client'

import type { ConnectionAction } from './connection-state'
import { readEventStream } from './event-stream'

/** The server says something every 5 s; after this long without a word the connection is lost, ms. */
const silenceMs = 11_000
const retryMs = 1000

interface Follower<T> {
  /** Asked anew for each connection. */
  readonly url: () => URL
  /** The name of the events that are heard, whose data are JSON. */
  readonly event: string
  readonly heard: (data: T) => void
  readonly connection: (action: ConnectionAction) => void
}

/**
 * Hears a stream of events for as long as somebody looks: a hidden tab rests, a lost connection is opened again. Gives
 * what ends it.
 */
export function followEvents<T>(follower: Follower<T>): () => void {
  const gone = new AbortController()
  void follow(follower, gone.signal)
  return () => gone.abort()
}

async function follow<T>(follower: Follower<T>, gone: AbortSignal): Promise<void> {
  while (!gone.aborted) {
    await whenVisible(gone)
    const isRefused = await readOnce(follower, gone)
    if (gone.aborted || isRefused) return
    await pause(retryMs, gone)
  }
}

/** One connection, until it ends. Gives true when the person may not read this any more. */
async function readOnce<T>(
  { url, event: name, heard, connection }: Follower<T>,
  gone: AbortSignal,
): Promise<boolean> {
  const silent = new AbortController()
  const rest = () => document.visibilityState === 'hidden' && silent.abort()
  let timer = setTimeout(() => silent.abort(), silenceMs)
  document.addEventListener('visibilitychange', rest)
  try {
    const signal = AbortSignal.any([gone, silent.signal])
    const response = await fetch(url(), { signal, cache: 'no-store', redirect: 'manual' })
    const isRefused = response.type === 'opaqueredirect' || [401, 403, 404].includes(response.status)
    if (isRefused) connection({ type: 'refused' })
    if (isRefused || !response.ok || response.body === null) return isRefused
    connection({ type: 'opened' })
    for await (const { event, data } of readEventStream(response.body)) {
      clearTimeout(timer)
      timer = setTimeout(() => silent.abort(), silenceMs)
      if (event === name) heard(JSON.parse(data) as T)
    }
    return false
  } catch {
    return false
  } finally {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', rest)
    if (!gone.aborted) connection({ type: 'lost', at: Date.now() })
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
