import { Stack, Title } from '@mantine/core'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { findUser } from '@/lib/auth/session'
import { safeCallbackPath } from '@/lib/routes'
import { Entrance } from '../_components/Entrance'
import { LoginForm } from './LoginForm'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('login'))('title') }
}

interface Props {
  readonly searchParams: Promise<{ callbackUrl?: string | string[] }>
}

export default async function LoginPage({ searchParams }: Props) {
  const { callbackUrl } = await searchParams
  const target = safeCallbackPath(typeof callbackUrl === 'string' ? callbackUrl : undefined)
  if ((await findUser()) !== null) redirect(target)
  const t = await getTranslations('login')
  return (
    <Entrance>
      <Stack gap="lg">
        <Title order={1}>{t('title')}</Title>
        <LoginForm target={target} />
      </Stack>
    </Entrance>
  )
}
