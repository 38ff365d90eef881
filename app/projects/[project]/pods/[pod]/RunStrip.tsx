'use client'

import { useNow } from 'next-intl'
import type { HistoryEntry } from '@/lib/pods/restart-history'
import classes from './History.module.css'

/** The runs that are known on a line of time up to now; how each ended is the colour of its end. The list says the same in words. */
export function RunStrip({ entries }: { entries: readonly HistoryEntry[] }) {
  const now = useNow({ updateInterval: 10_000 }).getTime()
  const runs = toRuns(entries, now)
  const first = Math.min(...runs.map(({ from }) => from))
  if (runs.length < 2) return null
  const place = (time: number) => `${(100 * (time - first)) / Math.max(1, now - first)}%`
  return (
    <div className={classes.strip} aria-hidden="true" suppressHydrationWarning>
      {runs.map(({ from, to, end }) => (
        <span
          key={from}
          className={classes.run}
          data-end={end}
          style={{ left: place(from), right: `calc(100% - ${place(to)})` }}
          suppressHydrationWarning
        />
      ))}
    </div>
  )
}

interface Run {
  readonly from: number
  readonly to: number
  readonly end: 'none' | 'fine' | 'wrong'
}

function toRuns(entries: readonly HistoryEntry[], now: number): Run[] {
  const ended = entries.flatMap((entry): Run[] => {
    if (entry.kind !== 'ended') return []
    const { startedAt, at, exitCode } = entry.ending
    return [{ from: Date.parse(startedAt), to: Date.parse(at), end: exitCode === 0 ? 'fine' : 'wrong' }]
  })
  const over = new Set(ended.map(({ from }) => from))
  const running = entries
    .filter(({ kind, at }) => kind === 'started' && !over.has(Date.parse(at)))
    .map(({ at }): Run => ({ from: Date.parse(at), to: now, end: 'none' }))
  return [...ended, ...running].filter(({ from, to }) => Number.isFinite(from) && to >= from)
}
