'use client'

import { useNow, useTranslations } from 'next-intl'
import { ageText } from './age-text'

/** How long ago, growing while one looks at it; the exact time on hover. */
export function LiveAge({ since }: { since: string }) {
  const t = useTranslations('common')
  const now = useNow({ updateInterval: 10_000 })
  if (since === '') return null
  return (
    <time dateTime={since} title={since}>
      {ageText(now.getTime() - Date.parse(since), t)}
    </time>
  )
}
