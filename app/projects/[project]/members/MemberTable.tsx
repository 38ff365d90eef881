'use client'

import { Button, Table } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { ActionError } from '@/app/_components/ActionError'
import { roleKey } from '@/app/_components/role-key'
import { useAction } from '@/app/_components/use-action'
import { removeMember } from './actions'

interface Props {
  readonly slug: string
  readonly members: readonly {
    readonly username: string
    readonly displayName: string
    readonly role: string
  }[]
}

export function MemberTable({ slug, members }: Props) {
  const t = useTranslations()
  const router = useRouter()
  const { run, isPending, failure } = useAction(removeMember)
  const remove = async (username: string) => {
    if ((await run(slug, { username })) !== null) router.refresh()
  }
  return (
    <>
      <ActionError failure={failure} />
      <Table.ScrollContainer minWidth={400} mt="md">
        <Table verticalSpacing={9}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('members.username')}</Table.Th>
              <Table.Th>{t('members.role')}</Table.Th>
              <Table.Th>{t('members.remove')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {members.map(({ username, displayName, role }) => (
              <Table.Tr key={username}>
                <Table.Td>{`${displayName} (${username})`}</Table.Td>
                <Table.Td>{t(`roles.${roleKey(role)}`)}</Table.Td>
                <Table.Td>
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={isPending}
                    aria-label={t('members.removeLabel', { name: username })}
                    onClick={() => void remove(username)}
                  >
                    {t('members.remove')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  )
}
