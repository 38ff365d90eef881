'use client'

import { Stack, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { OrdinalStrip } from '@/app/_components/OrdinalStrip'
import { type RolloutTarget, readProgress } from '@/lib/statefulsets/rollout/rollout-progress'
import { StateSentence } from './StateSentence'
import { useSet } from './set-context'
import { Unblock } from './Unblock'

/** How far the cluster is with a change of the template, until each ordinal is there. */
export function RolloutWatch({ target }: { target: RolloutTarget }) {
  const t = useTranslations('rollout')
  const { set } = useSet()
  const { is, done, open, held } = readProgress(set, set.ordinals, target)
  return (
    <Stack gap="sm" data-progress={is}>
      <OrdinalStrip ordinals={set.ordinals} desired={set.desired} />
      <Text
        size="sm"
        role="status"
        fw={550}
        c={is === 'done' ? 'var(--state-running)' : 'var(--mantine-color-text)'}
      >
        {is === 'done' && <IconCheck size={14} aria-hidden />}{' '}
        {t(is, { done: done.length, all: done.length + open.length })}
      </Text>
      {held.length > 0 && (
        <Text size="sm" c="dimmed">
          {t(set.isOnDelete ? 'leftOnDelete' : 'leftByPartition', { count: held.length })}
        </Text>
      )}
      {is !== 'done' && <StateSentence />}
      {is !== 'done' && <Unblock />}
    </Stack>
  )
}
