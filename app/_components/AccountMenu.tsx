'use client'

import { IconChevronDown } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { Locale } from '@/lib/locales'
import classes from './Frame.module.css'
import { LazyMenu } from './LazyMenu'
import { lazyPart } from './lazy-part'

const AccountItems = lazyPart(
  () => import('./AccountItems'),
  (module) => module.AccountItems,
)

interface Props {
  readonly displayName: string
  readonly username: string
  readonly locale: Locale
}

/** Account, language, theme, log out. */
export function AccountMenu({ displayName, username, locale }: Props) {
  const t = useTranslations('frame')
  return (
    <LazyMenu
      className={classes.account}
      aria-label={t('account', { name: displayName })}
      menu={(shell) => <AccountItems shell={shell} username={username} locale={locale} />}
    >
      {displayName} <IconChevronDown size={14} style={{ verticalAlign: -2 }} aria-hidden />
    </LazyMenu>
  )
}
