import { Group } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { SignedInUser } from '@/lib/auth/session'
import { routes } from '@/lib/routes'
import { AccountMenu } from './AccountMenu'
import classes from './Frame.module.css'
import { Logo } from './Logo'
import { type NavItem, NavLinks } from './NavLinks'
import { SandboxNotice } from './SandboxNotice'
import { Tour } from './tour/Tour'

interface FrameProps {
  readonly user: SignedInUser
  /** What stands beside the logo, e.g. the project switcher. */
  readonly context?: ReactNode
  readonly nav?: readonly NavItem[]
  readonly children: ReactNode
}

/** What surrounds every page of a signed-in person. */
export async function Frame({ user, context, nav, children }: FrameProps) {
  const t = await getTranslations('frame')
  const platform: NavItem[] = [
    { href: routes.projects(), label: t('projects') },
    { href: routes.allStatefulSets(), label: t('allStatefulSets') },
    ...(user.isAdmin ? [{ href: routes.users(), label: t('users') }] : []),
    ...(user.isAdmin ? [{ href: routes.clusters(), label: t('clusters') }] : []),
  ]
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content">
        {t('skip')}
      </a>
      <header className={classes.header}>
        <Group gap="md" wrap="nowrap" miw={0}>
          <Link href={routes.projects()} className={classes.home} aria-label={t('home')}>
            <Logo />
          </Link>
          {context}
        </Group>
        <Group gap="xs" wrap="nowrap">
          <Link href={routes.guide()} className={classes.help} aria-label={t('guide')} title={t('guide')}>
            <IconHelpCircle size={18} aria-hidden />
          </Link>
          <AccountMenu displayName={user.displayName} username={user.username} locale={await getLocale()} />
        </Group>
      </header>
      <nav className={classes.nav} aria-label={t('navigation')}>
        <NavLinks items={nav ?? platform} />
      </nav>
      <main id="content" className={classes.main}>
        <SandboxNotice user={user} />
        {children}
      </main>
      {user.isAdmin && <Tour username={user.username} />}
    </div>
  )
}
