'use client'

import { Button, Stack, Text, Title } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionError } from '../_components/ActionError'
import { useAction } from '../_components/use-action'
import { inviteGuest } from './actions'
import { type Link, LinkDialog } from './LinkDialog'

/** In the sandbox: a link to see it as somebody who is no administrator. */
export function GuestInvitation() {
  const t = useTranslations('users')
  const router = useRouter()
  const [link, setLink] = useState<Link | null>(null)
  const { run, isPending, failure } = useAction(inviteGuest)
  const invite = async () => {
    const made = await run({})
    setLink(made)
    if (made !== null) router.refresh()
  }
  return (
    <Stack component="section" gap="xs" mt="xl" maw={720} align="flex-start" id="guest">
      <Title order={2} fz={16}>
        {t('guestTitle')}
      </Title>
      <Text size="sm">{t('guestText')}</Text>
      <ActionError failure={failure} />
      <Button size="sm" variant="default" loading={isPending} onClick={() => void invite()}>
        {t('guestLink')}
      </Button>
      <LinkDialog link={link} onClose={() => setLink(null)} />
    </Stack>
  )
}
