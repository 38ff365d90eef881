import { Text, Title } from '@mantine/core'
import { getTranslations } from 'next-intl/server'
import { pageProject } from '@/lib/auth/page'
import { listMembers } from '@/lib/projects/members'
import { MemberForm } from './MemberForm'
import { MemberTable } from './MemberTable'

export default async function MembersPage({ params }: { params: Promise<{ project: string }> }) {
  const { project: slug } = await params
  const members = await listMembers(await pageProject(slug, 'member:view'))
  const t = await getTranslations('members')
  return (
    <>
      <Title order={1} mb="md">
        {t('title')}
      </Title>
      <MemberForm slug={slug} />
      {members.length === 0 ? (
        <Text c="dimmed" mt="md">
          {t('empty')}
        </Text>
      ) : (
        <MemberTable slug={slug} members={members} />
      )}
    </>
  )
}
