'use client'

import { useSyncExternalStore } from 'react'

let isWaiting = false
const listeners = new Set<() => void>()

export function setWaiting(next: boolean): void {
  isWaiting = next
  for (const listener of listeners) listener()
}

/** Whether a page that was asked for waits for an Ordinal that does not answer. */
export function useWaiting(): boolean {
  return useSyncExternalStore(
    listen,
    () => isWaiting,
    () => false,
  )
}

function listen(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}
