import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { isSandbox } from '@/lib/clusters/sandbox'
import { routes } from '@/lib/routes'
import classes from './SandboxNotice.module.css'

/** On every page of a sandbox, so that nobody takes it for a cluster. */
export async function SandboxNotice({ isAdmin }: { isAdmin: boolean }) {
  if (!isSandbox()) return null
  const t = await getTranslations('sandbox')
  return (
    <aside className={classes.notice} aria-label={t('title')}>
      <strong>{t('title')}</strong> {t('connect')}
      {isAdmin && (
        <span className={classes.links}>
          <Link href={routes.clusters()}>{t('how')}</Link>
          <Link href={routes.guestInvitation()}>{t('guest')}</Link>
        </span>
      )}
    </aside>
  )
}
