import { Stack, Text, Title } from '@mantine/core'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Entrance } from '@/app/_components/Entrance'
import { findInvitation } from '@/lib/auth/invitations'
import { JoinForm } from './JoinForm'

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const invitation = await findInvitation(token)
  if (invitation === null) notFound()
  const t = await getTranslations('join')
  return (
    <Entrance>
      <Stack gap="xs">
        <Title order={1}>{t(`${invitation.kind}.title`)}</Title>
        <Text c="dimmed" size="sm">
          {t(`${invitation.kind}.text`)}
        </Text>
      </Stack>
      <JoinForm token={token} username={invitation.kind === 'user' ? invitation.username : null} />
    </Entrance>
  )
}
