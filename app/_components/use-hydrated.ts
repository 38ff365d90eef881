'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False on the server and while the browser takes over what the server rendered, then true. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
