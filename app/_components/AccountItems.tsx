'use client'

import { Menu, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { signOut } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { type Locale, locales } from '@/lib/locales'
import { routes } from '@/lib/routes'
import type { MenuShell } from './LazyMenu'
import { setLocaleCookie } from './locale-cookie'
import { OpenMenu } from './OpenMenu'

const themes = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const

interface Props {
  readonly shell: MenuShell
  readonly username: string
  readonly locale: Locale
}

export function AccountItems({ shell, username, locale: current }: Props) {
  const t = useTranslations('frame')
  const router = useRouter()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const chooseLocale = (locale: Locale) => {
    setLocaleCookie(locale)
    router.refresh()
  }
  const logOut = async () => {
    await signOut({ redirect: false })
    window.location.assign(routes.login())
  }
  return (
    <OpenMenu shell={shell} width={220}>
      <Menu.Label>{username}</Menu.Label>
      <Menu.Item component={Link} href={routes.account()} leftSection={<IconUser size={16} />}>
        {t('myAccount')}
      </Menu.Item>
      <Menu.Label>{t('language')}</Menu.Label>
      {locales.map((locale) => (
        <Menu.Item
          key={locale}
          lang={locale}
          aria-current={locale === current}
          fw={locale === current ? 600 : 400}
          onClick={() => chooseLocale(locale)}
        >
          {t(`languages.${locale}`)}
        </Menu.Item>
      ))}
      <Menu.Label>{t('theme')}</Menu.Label>
      {themes.map(({ value, icon: Icon }) => (
        <Menu.Item
          key={value}
          leftSection={<Icon size={16} />}
          aria-current={value === colorScheme}
          fw={value === colorScheme ? 600 : 400}
          onClick={() => setColorScheme(value)}
        >
          {t(`themes.${value}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void logOut()}>
        {t('logOut')}
      </Menu.Item>
    </OpenMenu>
  )
}
