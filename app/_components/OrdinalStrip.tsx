import { IconAlertTriangleFilled, IconCheck, IconDots, IconMinus, IconX } from '@tabler/icons-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
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

/** Nobody tells more cells apart. */
const maxCells = 300

/** One cell for each ordinal, in numeric order; of very many, one for each state with its number. */
export function OrdinalStrip({
  ordinals,
  desired,
  hrefOf,
}: {
  ordinals: readonly OrdinalRow[]
  desired: number
  /** Where a cell leads, by the name of its pod. */
  hrefOf?: (pod: string) => string
}) {
  const t = useTranslations('ordinals')
  const words = useTranslations('reasons')
  if (ordinals.length > maxCells) return <StateCounts ordinals={ordinals} desired={desired} />
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

function StateCounts({ ordinals, desired }: { ordinals: readonly OrdinalRow[]; desired: number }) {
  const t = useTranslations('ordinals')
  const format = useFormatter()
  // Of very many that are missing not all have a row.
  const unlisted = desired - ordinals.filter(({ isWanted }) => isWanted).length
  const counts = (Object.keys(icons) as OrdinalState[]).map((state) => ({
    state,
    count: ordinals.filter((one) => one.state === state).length + (state === 'missing' ? unlisted : 0),
  }))
  return (
    <ul className={classes.strip} aria-label={t('label')}>
      {counts
        .filter(({ count }) => count > 0)
        .map(({ state, count }) => {
          const Icon = icons[state]
          return (
            <li key={state} className={classes.cell} data-state={state}>
              <Icon size={14} aria-hidden />
              {format.number(count)} {t(state)}
            </li>
          )
        })}
    </ul>
  )
}
