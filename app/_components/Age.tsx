import { getNow, getTranslations } from 'next-intl/server'

/** How long ago, in the largest unit that fits; the exact time on hover. Never negative, whatever the clocks say. */
export async function Age({ since }: { since: string | null }) {
  if (since === null || since === '') return null
  const t = await getTranslations('common')
  const seconds = Math.max(0, Math.floor(((await getNow()).getTime() - Date.parse(since)) / 1000))
  return (
    <time dateTime={since} title={since}>
      {ageText(seconds, t)}
    </time>
  )
}

type Translate = Awaited<ReturnType<typeof getTranslations<'common'>>>

function ageText(seconds: number, t: Translate): string {
  if (seconds < 60) return t('seconds', { count: seconds })
  if (seconds < 3600) return t('minutes', { count: Math.floor(seconds / 60) })
  if (seconds < 86_400) return t('hours', { count: Math.floor(seconds / 3600) })
  return t('days', { count: Math.floor(seconds / 86_400) })
}
