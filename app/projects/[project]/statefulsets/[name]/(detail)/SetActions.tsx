'use client'

import { Group } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/app/_components/LinkButton'
import { roleCan } from '@/lib/auth/permissions'
import { routes } from '@/lib/routes'
import { DeleteButton } from './DeleteButton'
import { RestartButton } from './RestartButton'
import { StopButton } from './StopButton'
import { useSet } from './set-context'
import { isOpen } from './set-state'

/** What this person may do with the set as it is now. */
export function SetActions() {
  const t = useTranslations('detail')
  const { slug, role, set, operation } = useSet()
  if (set.state === 'deleting' || isOpen(operation)) return null
  return (
    <Group gap="xs">
      {roleCan(role, 'statefulset:edit') && (
        <>
          <LinkButton href={routes.editStatefulSet(slug, set.name, 'form')} variant="default">
            {t('editForm')}
          </LinkButton>
          <LinkButton href={routes.editStatefulSet(slug, set.name)} variant="default">
            {t('editCode')}
          </LinkButton>
        </>
      )}
      {roleCan(role, 'statefulset:restart') && set.desired > 0 && <RestartButton />}
      {roleCan(role, 'statefulset:stop') && <StopButton />}
      {roleCan(role, 'statefulset:delete') && <DeleteButton />}
    </Group>
  )
}
