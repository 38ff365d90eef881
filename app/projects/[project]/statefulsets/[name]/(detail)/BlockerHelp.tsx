'use client'

import { Button, Group } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { roleCan } from '@/lib/auth/permissions'
import { routes } from '@/lib/routes'
import { useSet } from './set-context'
import { Unblock } from './Unblock'

/** What can be done about a set that is stuck: where to look, and the way back. */
export function BlockerHelp() {
  const t = useTranslations('evidence')
  const { slug, role, set, isGone } = useSet()
  const { blocker, state, isMixed, name } = set
  if (blocker === null || state !== 'stuck' || isGone) return null
  const mayRollBack = roleCan(role, 'statefulset:rollback') && isMixed && !blocker.isTrapped
  return (
    <>
      <Unblock />
      <Group gap="xs">
        <Button
          component={Link}
          href={`${routes.statefulSetPage(slug, name, 'events')}${blocker.ordinal === null ? '' : `?ordinal=${blocker.ordinal}`}`}
          variant="default"
          size="compact-sm"
        >
          {t('events')}
        </Button>
        {mayRollBack && (
          <Button
            component={Link}
            href={routes.statefulSetPage(slug, name, 'revisions')}
            variant="default"
            size="compact-sm"
          >
            {t('rollBack')}
          </Button>
        )}
      </Group>
    </>
  )
}
