'use client'

import { Button, Group, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { roleCan } from '@/lib/auth/permissions'
import { aboveAll } from '@/lib/statefulsets/rollout/rollout-foresight'
import { CanaryDialog } from './CanaryDialog'
import { HoldDialog } from './HoldDialog'
import { useSet } from './set-context'
import { isOpen } from './set-state'

/** Where the rollout stands, and what moves it. */
export function RolloutBar() {
  const t = useTranslations('rollout')
  const { role, set, isGone, operation } = useSet()
  const [open, setOpen] = useState<'hold' | 'canary' | null>(null)
  const { desired, updated, partition, isOnDelete, held } = set
  const isFree = !isGone && set.state !== 'deleting' && !isOpen(operation)
  const mayMove = roleCan(role, 'statefulset:rollout') && isFree
  const isOurs = held !== null && (held.put === null || held.put === partition)
  const where = isOnDelete ? 'barOnDelete' : updated < desired ? 'barMixed' : 'barWhole'
  return (
    <Group gap="sm" justify="space-between" data-rollout={where}>
      <Text size="sm" c="dimmed" flex="1 1 320px">
        {t(where, { updated, desired })}
        {partition > 0 &&
          !isOnDelete &&
          ` ${t('barPartition', { partition, isAll: partition >= aboveAll ? 'yes' : 'no' })}`}
        {held !== null && ` ${t(isOurs ? 'barHeld' : 'barHeldForeign', { former: held.former })}`}
      </Text>
      {mayMove && !isOnDelete && (
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={() => setOpen('hold')}>
            {t(held === null ? 'hold' : 'resume')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setOpen('canary')}>
            {t('canary')}
          </Button>
        </Group>
      )}
      {open === 'hold' && <HoldDialog onClose={() => setOpen(null)} />}
      {open === 'canary' && <CanaryDialog onClose={() => setOpen(null)} />}
    </Group>
  )
}
