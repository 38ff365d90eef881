'use client'

import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { readTour, type TourState } from './tour-state'

const changed = 'ordinal:tour'
/** Before the browser has said how far the person is. */
const unknown = 'unknown'

const keyOf = (username: string) => `ordinal.tour.${username}`

function subscribe(listener: () => void): () => void {
  window.addEventListener(changed, listener)
  window.addEventListener('storage', listener)
  return () => {
    window.removeEventListener(changed, listener)
    window.removeEventListener('storage', listener)
  }
}

/** How far this person is in this browser, and what changes it. Null on the server. */
export function useTour(username: string) {
  const key = keyOf(username)
  const text = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(key),
    () => unknown,
  )
  const state = useMemo(() => (text === unknown ? null : readTour(text)), [text])
  const change = useCallback(
    (next: (state: TourState) => TourState) => {
      const before = readTour(localStorage.getItem(key))
      const after = next(before)
      if (after === before) return
      localStorage.setItem(key, JSON.stringify(after))
      window.dispatchEvent(new Event(changed))
    },
    [key],
  )
  return { state, change }
}
