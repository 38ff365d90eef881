import { Title } from '@mantine/core'
import { getTranslations } from 'next-intl/server'
import { pagePlatform } from '@/lib/auth/page'
import { isSandbox } from '@/lib/clusters/sandbox'
import { listUsers } from '@/lib/users/list'
import { Frame } from '../_components/Frame'
import { GuestInvitation } from './GuestInvitation'
import { UserAdmin } from './UserAdmin'

export default async function UsersPage() {
  const scope = await pagePlatform('user:manage')
  const users = await listUsers(scope)
  const t = await getTranslations('users')
  return (
    <Frame user={scope.user}>
      <Title order={1} mb="md">
        {t('title')}
      </Title>
      <UserAdmin users={users} />
      {isSandbox() && <GuestInvitation />}
    </Frame>
  )
}
