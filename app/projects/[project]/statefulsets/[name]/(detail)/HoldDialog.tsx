'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionDialog } from '@/app/_components/ActionDialog'
import { useAction } from '@/app/_components/use-action'
import {
  aboveAll,
  foreseeHold,
  foreseePartition,
  isRollingOut,
} from '@/lib/statefulsets/rollout/rollout-foresight'
import { holdRollout, resumeRollout } from '../../rollout-actions'
import { PartitionFates } from './PartitionFates'
import { useSet } from './set-context'

/** Holds the rollout where it is, or lets a held one go on. */
export function HoldDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('rollout')
  const { slug, set } = useSet()
  // What the dialog is about does not change while it is open, though the set does.
  const [isResume] = useState(set.held !== null)
  const { run, isPending, failure } = useAction(isResume ? resumeRollout : holdRollout)
  const [isForeign, setForeign] = useState<boolean | null>(null)
  const confirm = async () => {
    const done = await run(slug, { name: set.name, uid: set.uid, partition: set.partition })
    if (done !== null) setForeign(done.isForeign)
  }
  return (
    <ActionDialog
      title={t(isResume ? 'resumeTitle' : 'holdTitle', { name: set.name })}
      submit={t(isResume ? 'resume' : 'hold')}
      isPending={isPending}
      isAsked={isForeign !== null}
      failure={failure}
      onSubmit={() => void confirm()}
      onClose={onClose}
    >
      {isForeign !== null && (
        <Text size="sm" role="status">
          {t(isForeign ? 'resumedForeign' : isResume ? 'resumed' : 'held', {
            partition: set.partition,
            isAll: set.partition >= aboveAll ? 'yes' : 'no',
          })}
        </Text>
      )}
      {isForeign === null && (isResume ? <Resume /> : <Hold />)}
    </ActionDialog>
  )
}

function Hold() {
  const t = useTranslations('rollout')
  const { set } = useSet()
  const { partition, stay, left, returning } = foreseeHold(set, set.ordinals)
  const names = (ordinals: readonly number[]) => ordinals.map((one) => `${set.name}-${one}`).join(', ')
  const isRolling = isRollingOut(set, set.ordinals)
  return (
    <>
      <PartitionFates partition={partition} />
      <Text size="sm" data-foreseen={partition}>
        {t(isRolling ? 'holdText' : 'holdNext', {
          from: set.partition,
          to: partition,
          isAll: partition >= aboveAll ? 'yes' : 'no',
        })}
      </Text>
      {isRolling && (
        <Text size="sm">{t('holdPods', { stay: names(stay) || '–', left: names(left) || '–' })}</Text>
      )}
      {returning.length > 0 && (
        <Text size="sm">{t('holdReturning', { count: returning.length, pods: names(returning) })}</Text>
      )}
      <Text size="sm" c="dimmed">
        {t('holdIsNoStop')}
      </Text>
    </>
  )
}

function Resume() {
  const t = useTranslations('rollout')
  const { set } = useSet()
  const { held, partition } = set
  if (held === null) return null
  const isOurs = held.put === null || held.put === partition
  const { replaced } = foreseePartition(set, set.ordinals, held.former)
  const pods = replaced.map((one) => `${set.name}-${one}`).join(', ')
  if (!isOurs) return <Text size="sm">{t('resumeForeign', { put: held.put ?? 0, partition })}</Text>
  return (
    <>
      <PartitionFates partition={held.former} />
      <Text size="sm" data-foreseen={replaced.join(' ')}>
        {t('resumeText', { to: held.former })} {t('willReplace', { count: replaced.length, pods })}
      </Text>
    </>
  )
}
