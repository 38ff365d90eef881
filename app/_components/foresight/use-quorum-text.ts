'use client'

import { useTranslations } from 'next-intl'
import { lostMajority } from '@/lib/statefulsets/replicas/majority'
import { majorityLostText, type Shrinking } from './use-facts'

/** The sentence of a majority that is lost where one is needed; null where none is. */
export function useQuorumText(): (shrinking: Shrinking | null) => string | null {
  const t = useTranslations('foresight')
  return (shrinking) =>
    shrinking !== null && lostMajority(shrinking) === 'quorum' ? majorityLostText(t, shrinking) : null
}
