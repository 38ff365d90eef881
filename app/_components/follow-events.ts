'use client'

import { readEventStream, type StreamEvent } from './event-stream'

/** The server says something every 5 s; after this long without a word the connection is lost, ms. */
const silenceMs = 11_000
const retryMs = 1000

interface Follower {
  /** Asked anew for each connection. */
  readonly url: () => URL
  readonly opened: () => void
  readonly heard: (event: StreamEvent) => void
  readonly lost: () => void
  /** The person may not read this any more. */
  readonly refused: () => void
}

/** Hears a stream of events for as long as somebody looks: a hidden tab rests, a lost connection is opened again. */
export async function followEvents(follower: Follower, gone: AbortSignal): Promise<void> {
  while (!gone.aborted) {
    await whenVisible(gone)
    const isRefused = await readOnce(follower, gone)
    if (gone.aborted || isRefused) return
    await pause(retryMs, gone)
  }
}

/** One connection, until it ends. Gives true when the person may not read this any more. */
async function readOnce(follower: Follower, gone: AbortSignal): Promise<boolean> {
  const silent = new AbortController()
  const rest = () => document.visibilityState === 'hidden' && silent.abort()
  let timer = setTimeout(() => silent.abort(), silenceMs)
  document.addEventListener('visibilitychange', rest)
  try {
    const signal = AbortSignal.any([gone, silent.signal])
    const response = await fetch(follower.url(), { signal, cache: 'no-store', redirect: 'manual' })
    const isRefused = response.type === 'opaqueredirect' || [401, 403, 404].includes(response.status)
    if (isRefused) follower.refused()
    if (isRefused || !response.ok || response.body === null) return isRefused
    follower.opened()
    for await (const event of readEventStream(response.body)) {
      clearTimeout(timer)
      timer = setTimeout(() => silent.abort(), silenceMs)
      follower.heard(event)
    }
    return false
  } catch {
    return false
  } finally {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', rest)
    if (!gone.aborted) follower.lost()
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
