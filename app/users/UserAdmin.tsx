'use client'

import { Button, Checkbox, Group, Table, TextInput } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { ActionError } from '../_components/ActionError'
import { useAction } from '../_components/use-action'
import { createUser, inviteUser, setUserDisabled } from './actions'
import { type Link, LinkDialog } from './LinkDialog'

interface Row {
  readonly username: string
  readonly displayName: string
  readonly isAdmin: boolean
  readonly state: 'active' | 'invited' | 'disabled'
}

/** The users, a form for a new one, and the one-time links, which are shown once. */
export function UserAdmin({ users }: { users: readonly Row[] }) {
  const t = useTranslations('users')
  const router = useRouter()
  const [link, setLink] = useState<Link | null>(null)
  const creation = useAction(createUser)
  const invitation = useAction(inviteUser)
  const disabling = useAction(setUserDisabled)
  const { register, handleSubmit, reset } = useForm({
    defaultValues: { username: '', displayName: '', isAdmin: false },
  })
  const show = (made: Link | null) => {
    if (made === null) return
    setLink(made)
    router.refresh()
  }
  const submit = handleSubmit(async (values) => {
    const made = await creation.run(values)
    if (made !== null) reset()
    show(made)
  })
  const toggle = async ({ username, state }: Row) => {
    if ((await disabling.run({ username, disabled: state !== 'disabled' })) !== null) router.refresh()
  }
  return (
    <>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <ActionError failure={creation.failure} knownFields={['username', 'displayName']} />
        <Group align="flex-start" gap="sm">
          <TextInput
            label={t('username')}
            autoCapitalize="none"
            error={creation.fieldText('username')}
            {...register('username')}
          />
          <TextInput
            label={t('displayName')}
            error={creation.fieldText('displayName')}
            {...register('displayName')}
          />
          <Checkbox label={t('admin')} mt={32} {...register('isAdmin')} />
          <Button type="submit" loading={creation.isPending} mt={24}>
            {t('create')}
          </Button>
        </Group>
      </form>
      <ActionError failure={invitation.failure ?? disabling.failure} />
      <Table.ScrollContainer minWidth={560} mt="md">
        <Table verticalSpacing={9}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('username')}</Table.Th>
              <Table.Th>{t('displayName')}</Table.Th>
              <Table.Th>{t('state')}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {users.map((user) => (
              <Table.Tr key={user.username}>
                <Table.Td>{user.username}</Table.Td>
                <Table.Td>{user.displayName + (user.isAdmin ? ` · ${t('admin')}` : '')}</Table.Td>
                <Table.Td>{t(`states.${user.state}`)}</Table.Td>
                <Table.Td>
                  <Group gap="xs">
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() => void invitation.run({ username: user.username }).then(show)}
                    >
                      {t('newLink')}
                    </Button>
                    <Button size="compact-sm" variant="default" onClick={() => void toggle(user)}>
                      {t(user.state === 'disabled' ? 'enable' : 'disable')}
                    </Button>
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <LinkDialog link={link} onClose={() => setLink(null)} />
    </>
  )
}
