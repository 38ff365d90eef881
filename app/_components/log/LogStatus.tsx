'use client'

import { useFormatter, useTranslations } from 'next-intl'
import classes from './LogView.module.css'
import { OlderButton } from './OlderButton'
import type { ShownLines } from './shown-lines'
import { timeText } from './time-text'
import type { LogModel } from './use-log'

interface Props {
  readonly model: LogModel
  readonly shown: ShownLines
  readonly isFiltered: boolean
  /** The log does not begin with all that is kept. */
  readonly hasOlder: boolean
}

/** How many lines there are, whether more come, and what is not there. */
export function LogStatus({ model, shown, isFiltered, hasOlder }: Props) {
  const t = useTranslations('logs')
  const format = useFormatter()
  const { store, lag, state, isPaused, isHeld, left } = model.feed
  const count = store.end - store.first
  const behind = lag.behind(Date.now())
  const kind = isPaused ? 'paused' : isHeld && store.isFull ? 'held' : state.kind
  const said = [
    state.kind === 'lost' ? t('status.lost', { time: timeText(state.at).slice(0, 8) }) : null,
    state.kind !== 'lost' && kind !== 'refused' && !(kind === 'open' && count > 0)
      ? t(`status.${kind}`)
      : null,
    t('status.lines', { count, lines: format.number(count) }),
    behind > 0 && kind === 'open' ? t('status.behind', { seconds: Math.round(behind / 1000) }) : null,
    isFiltered ? t('status.shown', { lines: format.number(shown.end - shown.first) }) : null,
    store.first > 0 ? t('status.dropped', { lines: format.number(store.first) }) : null,
    left > 0 ? t('status.left', { count: left }) : null,
  ]
  return (
    <div className={classes.bar}>
      <output
        className={classes.status}
        data-log={kind}
        data-lines={count}
        data-read={store.end}
        data-behind={behind || undefined}
      >
        {said.filter((text) => text !== null).join(' · ')}
      </output>
      {count > 0 && hasOlder && !store.isFull && <OlderButton model={model} />}
    </div>
  )
}
