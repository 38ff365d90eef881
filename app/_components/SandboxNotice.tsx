import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { SignedInUser } from '@/lib/auth/session'
import { isSandbox } from '@/lib/clusters/sandbox'
import { routes } from '@/lib/routes'
import classes from './SandboxNotice.module.css'
import { TourStart } from './tour/TourStart'

/** On every page of a sandbox, so that nobody takes it for a cluster; with what an administrator can do about it. */
export async function SandboxNotice({ user }: { user: SignedInUser }) {
  if (!isSandbox()) return null
  const t = await getTranslations('sandbox')
  return (
    <aside className={classes.notice} aria-label={t('title')}>
      <strong>{t('title')}</strong>
      {user.isAdmin && (
        <>
          <Link href={routes.clusters()}>{t('connect')}</Link>
          <Link href={routes.guestInvitation()}>{t('guest')}</Link>
          <TourStart username={user.username} label={t('tour')} />
        </>
      )}
    </aside>
  )
}
