import { IconAlertTriangleFilled, IconCheck, IconDots, IconMinus, IconX } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { OrdinalRow } from '@/lib/statefulsets/detail/detail'
import type { OrdinalState } from '@/lib/statefulsets/state/ordinals'
import classes from './OrdinalStrip.module.css'

const icons = {
  ready: IconCheck,
  starting: IconDots,
  failing: IconAlertTriangleFilled,
  terminating: IconX,
  missing: IconMinus,
} as const satisfies Record<OrdinalState, unknown>

/** One cell for each ordinal, in numeric order. */
export function OrdinalStrip({
  ordinals,
  hrefOf,
}: {
  ordinals: readonly OrdinalRow[]
  /** Where a cell leads, by the name of its pod. */
  hrefOf?: (pod: string) => string
}) {
  const t = useTranslations('ordinals')
  const words = useTranslations('reasons')
  return (
    <ol className={classes.strip} aria-label={t('label')}>
      {ordinals.map(({ ordinal, state, podName, reason, isUpdated }) => {
        const Icon = icons[state]
        const text = [
          t('cell', { pod: podName, state: t(state) }),
          reason === null ? null : words(reason),
          isUpdated === false ? t('old') : null,
        ]
          .filter(Boolean)
          .join(' · ')
        return (
          <li
            key={ordinal}
            className={classes.cell}
            data-state={state}
            data-old={isUpdated === false}
            title={text}
          >
            <Icon size={14} aria-hidden />
            <span aria-hidden="true">{ordinal}</span>
            {hrefOf === undefined || state === 'missing' ? (
              <span className={classes.text}>{text}</span>
            ) : (
              <Link href={hrefOf(podName)} prefetch={false} className={classes.link}>
                <span className={classes.text}>{text}</span>
              </Link>
            )}
          </li>
        )
      })}
    </ol>
  )
}
