'use client'

import { Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { foreseePartition, isRollingOut } from '@/lib/statefulsets/rollout/rollout-foresight'
import { useSet } from './set-context'

/** What a partition will do, in words. */
export function CanaryForesight({ partition }: { partition: number }) {
  const t = useTranslations('canary')
  const { set } = useSet()
  const { replaced, left, kept, waitsFor } = foreseePartition(set, set.ordinals, partition)
  const names = (ordinals: readonly number[]) => ordinals.map((one) => `${set.name}-${one}`).join(', ')
  const isRolling = isRollingOut(set, set.ordinals)
  const isAll = partition >= set.desired ? 'yes' : 'no'
  return (
    <Stack gap={4} data-foreseen={replaced.join(' ')}>
      <Text size="sm" fw={550}>
        {t('at', { partition, first: `${set.name}-${set.start + partition}`, isAll })}
      </Text>
      {!isRolling && <Text size="sm">{t('nothingToRoll')}</Text>}
      {isRolling && <Text size="sm">{t('replaced', { count: replaced.length, pods: names(replaced) })}</Text>}
      {left.length > 0 && <Text size="sm">{t('left', { count: left.length, pods: names(left) })}</Text>}
      {kept.length > 0 && <Text size="sm">{t('kept', { count: kept.length, pods: names(kept) })}</Text>}
      {waitsFor !== null && (
        <Text size="sm" c="var(--state-held)">
          {t('waits', { pod: `${set.name}-${waitsFor}` })}
        </Text>
      )}
    </Stack>
  )
}
