'use client'

import { Alert, Button, Group, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { ActionError } from '@/app/_components/ActionError'
import { tellTour } from '@/app/_components/tour/tell-tour'
import { useAction } from '@/app/_components/use-action'
import { roleCan } from '@/lib/auth/permissions'
import { unblockRollout } from '../../rollout-actions'
import { useSet } from './set-context'

/** The corrected template waits behind a pod that never becomes ready: what would be deleted, and the button for it. */
export function Unblock() {
  const t = useTranslations('unblock')
  const { slug, role, set } = useSet()
  const { run, isPending, failure } = useAction(unblockRollout)
  const { blocker } = set
  if (blocker === null || !blocker.isTrapped) return null
  const uid = set.ordinals.find(({ ordinal }) => ordinal === blocker.ordinal)?.uid
  const mayDelete = roleCan(role, 'pod:delete')
  const unblock = async (podUid: string) => {
    const done = await run(slug, { name: set.name, uid: set.uid, pod: blocker.podName, podUid })
    if (done !== null) tellTour('unblock')
  }
  return (
    <Alert color="yellow" title={t('title', { pod: blocker.podName })} data-unblock={blocker.podName}>
      <Text size="sm">{t('text', { pod: blocker.podName })}</Text>
      <ActionError failure={failure} />
      {mayDelete && uid && (
        <Group mt="xs">
          <Button size="sm" loading={isPending} onClick={() => void unblock(uid)}>
            {t('submit', { pod: blocker.podName })}
          </Button>
        </Group>
      )}
      {!mayDelete && <Text size="sm">{t('forbidden')}</Text>}
    </Alert>
  )
}
