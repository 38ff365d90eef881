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

/** Until the tab is seen, or the signal aborts. */
function whenVisible(signal: AbortSignal): Promise<void> {
  const isOver = () => document.visibilityState !== 'hidden' || signal.aborted
  if (isOver()) return Promise.resolve()
  return firstOf((told, listening) => {
    const look = () => isOver() && told()
    document.addEventListener('visibilitychange', look, { signal: listening })
    signal.addEventListener('abort', look, { signal: listening })
  })
}

/** Sooner when the network is back, or the signal aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return firstOf((told, listening) => {
    const timer = setTimeout(told, ms)
    listening.addEventListener('abort', () => clearTimeout(timer))
    window.addEventListener('online', told, { signal: listening })
    signal.addEventListener('abort', told, { signal: listening })
  })
}

/** Until one of several tells; then none is listened to any more. */
async function firstOf(listen: (told: () => void, listening: AbortSignal) => void): Promise<void> {
  const over = new AbortController()
  await new Promise<void>((resolve) => listen(resolve, over.signal))
  over.abort()
}
