import type { useTranslations } from 'next-intl'

type Translate = ReturnType<typeof useTranslations<'common'>>

/** How long, in the largest unit that fits. Never negative, whatever the clocks say. */
export function ageText(ms: number, t: Translate): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return t('seconds', { count: seconds })
  if (seconds < 3600) return t('minutes', { count: Math.floor(seconds / 60) })
  if (seconds < 86_400) return t('hours', { count: Math.floor(seconds / 3600) })
  return t('days', { count: Math.floor(seconds / 86_400) })
}
