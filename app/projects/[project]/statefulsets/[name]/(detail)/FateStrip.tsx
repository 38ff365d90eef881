'use client'

import { VisuallyHidden } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { foreseePartition } from '@/lib/statefulsets/rollout/rollout-foresight'
import classes from './FateStrip.module.css'
import { useSet } from './set-context'

/** The ordinal strip with what a partition will do to each: its place in the order, or that it stays. */
export function FateStrip({ partition }: { partition: number }) {
  const t = useTranslations('fates')
  const { set } = useSet()
  const { replaced, kept } = foreseePartition(set, set.ordinals, partition)
  const wanted = set.ordinals.filter(({ isWanted }) => isWanted)
  return (
    <ol className={classes.strip} aria-label={t('label')}>
      {wanted.map(({ ordinal, podName, isUpdated }) => {
        const place = replaced.indexOf(ordinal) + 1
        const isBelow = ordinal - set.start < partition
        const fate =
          place > 0 ? 'replaced' : kept.includes(ordinal) ? 'kept' : isUpdated === false ? 'left' : 'current'
        const text = t(fate, { pod: podName, place })
        return (
          <li
            key={ordinal}
            className={classes.cell}
            data-fate={fate}
            data-held={isBelow}
            data-old={isUpdated === false && place === 0}
            title={text}
          >
            <span aria-hidden="true">{ordinal}</span>
            {place > 0 && (
              <span className={classes.place} aria-hidden="true">
                {place}
              </span>
            )}
            <VisuallyHidden>{text}</VisuallyHidden>
          </li>
        )
      })}
    </ol>
  )
}
