'use client'

import { useTranslations } from 'next-intl'
import type { Doubt } from './doubts'

/** What the cluster has against a field, as a sentence. */
export function useDoubtText(): (doubt: Doubt) => string {
  const t = useTranslations('create.doubts')
  return ({ code, detail }) => t(code, { detail, count: Number(detail) || 0 })
}
