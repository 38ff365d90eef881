'use client'

import { Group } from '@mantine/core'
import { roleCan } from '@/lib/auth/permissions'
import { DeleteButton } from './DeleteButton'
import { useSet } from './set-context'

/** What this person may do with the set as it is now. */
export function SetActions() {
  const { slug, role, set } = useSet()
  if (set.state === 'deleting') return null
  return (
    <Group gap="xs">
      {roleCan(role, 'statefulset:delete') && (
        <DeleteButton slug={slug} name={set.name} uid={set.uid} pods={set.existing} />
      )}
    </Group>
  )
}
