import { getTranslations } from 'next-intl/server'
import { isSandbox } from '@/lib/clusters/sandbox'
import classes from './SandboxNotice.module.css'

/** On every page of a sandbox, so that nobody takes it for a cluster. */
export async function SandboxNotice() {
  if (!isSandbox()) return null
  const t = await getTranslations('sandbox')
  return (
    <aside className={classes.notice} aria-label={t('title')}>
      <strong>{t('title')}</strong> {t('connect')}
    </aside>
  )
}
