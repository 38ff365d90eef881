'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import { type Lock, lockOf } from '@/lib/manifests/locks'
import type { DraftState, DraftStore } from './draft-store'
import type { At } from './field-at'

const DraftContext = createContext<DraftStore | null>(null)
export const DraftProvider = DraftContext.Provider

export function useDraftStore(): DraftStore {
  const store = useContext(DraftContext)
  if (store === null) throw new Error('outside of a DraftProvider')
  return store
}

/** Whether the person has been past this step: then all that is wrong in it is shown. */
export const StepLeft = createContext(false)

/** Whether the draft is the edit of a set that is there: what that keeps for life is shown locked. */
export const Existing = createContext(false)

/** Why a field cannot be changed; null when it can. */
export function useLock([role, ...path]: At): Lock | null {
  return useContext(Existing) && role === 'set' ? lockOf(path) : null
}

/** One aspect of the draft; the component is drawn again only when it is another. `read` gives what is kept, not new objects. */
export function useDraft<T>(read: (state: DraftState) => T): T {
  const store = useDraftStore()
  const get = () => read(store.state)
  return useSyncExternalStore(store.subscribe, get, get)
}

/**
 * The value of a field in the manifest, or what is picked from it, as its JSON: equal values are one, and what else
 * changes in it draws nothing anew.
 */
export function useManifestValue(at: At, pick = (value: unknown) => value): unknown {
  const store = useDraftStore()
  const get = () => JSON.stringify(pick(store.valueAt(at)))
  const text = useSyncExternalStore(store.subscribe, get, get)
  return text === undefined ? undefined : JSON.parse(text)
}
