'use client'

import { useCallback, useEffect, useRef } from 'react'
import type { CheckContext } from '@/lib/manifests/check'
import type { DraftStore } from './draft-store'

/**
 * Brings the rules, a seventh of the page's code, when somebody touches the form: one that is only looked at does without.
 * Gives what a touch calls; where `isTouched`, there is nothing to wait for.
 */
export function useRules(
  store: DraftStore,
  { namespace, policy }: CheckContext,
  isTouched: boolean,
): () => void {
  const isAsked = useRef(false)
  const begin = useCallback(() => {
    if (isAsked.current) return
    isAsked.current = true
    import('@/lib/manifests/check').then(
      ({ checkManifests }) => store.setCheck((manifests) => checkManifests(manifests, { namespace, policy })),
      // Lost on the way: the next touch asks again.
      () => {
        isAsked.current = false
      },
    )
  }, [store, namespace, policy])
  useEffect(() => {
    if (isTouched) begin()
  }, [isTouched, begin])
  return begin
}
