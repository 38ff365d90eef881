'use client'

import { Group } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/app/_components/LinkButton'
import { roleCan } from '@/lib/auth/permissions'
import { routes } from '@/lib/routes'
import { DeleteButton } from './DeleteButton'
import { useSet } from './set-context'

/** What this person may do with the set as it is now. */
export function SetActions() {
  const t = useTranslations('detail')
  const { slug, role, set } = useSet()
  if (set.state === 'deleting') return null
  return (
    <Group gap="xs">
      {roleCan(role, 'statefulset:edit') && (
        <LinkButton href={routes.editStatefulSet(slug, set.name)} variant="default">
          {t('editCode')}
        </LinkButton>
      )}
      {roleCan(role, 'statefulset:delete') && (
        <DeleteButton slug={slug} name={set.name} uid={set.uid} pods={set.existing} />
      )}
    </Group>
  )
}
