'use client'

import { useTranslations } from 'next-intl'
import type { Ending } from '@/lib/pods/ending'

/** What the end of a container means, in words. */
export function EndingText({ ending: { word, reason, exitCode } }: { ending: Ending }) {
  const t = useTranslations('pod.exits')
  return <span data-exit={word}>{t(word, { reason, exitCode, signal: exitCode - 128 })}</span>
}
