'use client'

import { useTranslations } from 'next-intl'
import { foreseePartition } from '@/lib/statefulsets/rollout/rollout-foresight'
import { type FateCell, FateStrip } from './FateStrip'
import { useSet } from './set-context'

/** What a partition will do to each ordinal: its place in the order, or that it stays. */
export function PartitionFates({ partition }: { partition: number }) {
  const t = useTranslations('fates')
  const { set } = useSet()
  const { replaced, kept } = foreseePartition(set, set.ordinals, partition)
  const cells = set.ordinals
    .filter(({ isWanted }) => isWanted)
    .map(({ ordinal, podName, isUpdated }): FateCell => {
      const place = replaced.indexOf(ordinal) + 1
      const isOld = isUpdated === false && place === 0
      const fate = place > 0 ? 'replaced' : kept.includes(ordinal) ? 'kept' : isOld ? 'left' : 'current'
      return {
        ...{ ordinal, fate, isOld, isHeld: ordinal - set.start < partition },
        text: t(fate, { pod: podName, place }),
        ...(place > 0 ? { place } : {}),
      }
    })
  return <FateStrip label={t('label')} cells={cells} />
}
