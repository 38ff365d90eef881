import { getNow, getTranslations } from 'next-intl/server'
import { ageText } from './age-text'

/** How long ago; the exact time on hover. */
export async function Age({ since }: { since: string | null }) {
  if (since === null || since === '') return null
  const t = await getTranslations('common')
  return (
    <time dateTime={since} title={since}>
      {ageText((await getNow()).getTime() - Date.parse(since), t)}
    </time>
  )
}
