'use client'

import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleX,
  IconInfoCircle,
} from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { LiveAge } from '@/app/_components/LiveAge'
import type { ContainerView } from '@/lib/pods/container-view'
import type { HistoryEntry } from '@/lib/pods/restart-history'
import { EndingText } from './EndingText'
import classes from './History.module.css'
import { RunStrip } from './RunStrip'

/** When a container was started and how it ended, newest first, and how much of it nobody remembers. */
export function History({ container }: { container: ContainerView }) {
  const t = useTranslations('pod.history')
  const { entries, forgotten } = container.history
  return (
    <div data-history={container.name}>
      <RunStrip entries={entries} />
      {entries.length === 0 && <p className={classes.none}>{t('none')}</p>}
      <ol className={classes.list}>
        {entries.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two entries may say the same at one moment.
          <li key={`${entry.kind} ${entry.at} ${index}`} data-entry={entry.kind}>
            <Moment at={entry.at} />
            <span>
              <Said entry={entry} />
            </span>
          </li>
        ))}
      </ol>
      <p className={classes.none} data-forgotten={forgotten}>
        {forgotten > 0 && `${t('forgotten', { count: forgotten })} `}
        {t('sources')}
      </p>
    </div>
  )
}

/** To the second: what follows what is the question here. */
const moment = {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const

function Moment({ at }: { at: string }) {
  const format = useFormatter()
  const time = new Date(at)
  if (Number.isNaN(time.getTime())) return <span />
  return (
    <span className={classes.time} suppressHydrationWarning>
      {format.dateTime(time, moment)} <LiveAge since={at} />
    </span>
  )
}

function Said({ entry }: { entry: HistoryEntry }) {
  const t = useTranslations('pod.history')
  switch (entry.kind) {
    case 'started':
      return (
        <>
          <IconCircleCheckFilled size={14} color="var(--state-running)" aria-hidden /> {t('started')}
        </>
      )
    case 'ended': {
      const { ending } = entry
      const isFine = ending.exitCode === 0
      return (
        <>
          <IconCircleX size={14} color={isFine ? 'var(--state-stopped)' : 'var(--state-stuck)'} aria-hidden />{' '}
          <EndingText ending={ending} />
          {ending.message !== '' && <span className={classes.dim}> {ending.message}</span>}
        </>
      )
    }
    case 'told': {
      const Icon = entry.isWarning ? IconAlertTriangleFilled : IconInfoCircle
      return (
        <>
          <Icon
            size={14}
            color={entry.isWarning ? 'var(--state-held)' : 'var(--state-stopped)'}
            aria-hidden
          />{' '}
          {entry.reason}
          {entry.count > 1 && (
            <> {t.rich('times', { count: entry.count, age: () => <LiveAge since={entry.first} /> })}</>
          )}
          <span className={classes.dim}> {entry.message}</span>
        </>
      )
    }
  }
}
