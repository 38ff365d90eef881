import { Title } from '@mantine/core'
import { getTranslations } from 'next-intl/server'
import { pageUser } from '@/lib/auth/page'
import { Frame } from '../_components/Frame'
import { PasswordForm } from './PasswordForm'

export default async function AccountPage() {
  const user = await pageUser()
  const t = await getTranslations('account')
  return (
    <Frame user={user}>
      <Title order={1} mb="md">
        {t('title')}
      </Title>
      <PasswordForm />
    </Frame>
  )
}
