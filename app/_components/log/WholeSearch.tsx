'use client'

import { Button, CloseButton } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import { type LogHit, maxHits } from '@/lib/pods/log-query'
import { timeOf } from '@/lib/pods/log-wire'
import type { WholeFound } from './search-whole'
import { timeText } from './time-text'
import type { WholeSearch as Search } from './use-whole-search'
import classes from './WholeSearch.module.css'

interface Props {
  readonly search: Search
  readonly onChoose: (hit: LogHit) => void
}

/** What was found in the whole log, each with its number and time; a click goes there. */
export function WholeSearch({ search, onChoose }: Props) {
  const t = useTranslations('logs.whole')
  const { found, stop, close } = search
  if (found === null) return null
  return (
    <section
      className={classes.panel}
      aria-label={t('label')}
      data-whole={found.state}
      data-count={found.count}
    >
      <div className={classes.head}>
        <output>
          <Said found={found} />
        </output>
        {found.state === 'searching' && (
          <Button size="compact-xs" variant="default" onClick={stop}>
            {t('stop')}
          </Button>
        )}
        <CloseButton size="sm" ml="auto" aria-label={t('close')} onClick={close} />
      </div>
      {found.hits.length > 0 && (
        <ol className={classes.hits}>
          {found.hits.map((hit) => (
            <li key={`${hit.isPrevious} ${hit.line}`}>
              <button type="button" className={classes.hit} onClick={() => onChoose(hit)}>
                <Hit hit={hit} />
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function Said({ found: { state, code, count, lines, at, hits } }: { found: WholeFound }) {
  const t = useTranslations('logs.whole')
  const errors = useTranslations('errors')
  const format = useFormatter()
  if (code !== null) return code === 'throttled' ? t('busy') : errors(code)
  const time = at === '' ? null : format.dateTime(timeOf(at), { dateStyle: 'medium', timeStyle: 'medium' })
  const said = [
    t('hits', { count, lines: format.number(lines) }),
    count > hits.length && hits.length >= maxHits ? t('first', { count: hits.length }) : null,
    t(`states.${state}`),
    state === 'whole' || time === null ? null : t('upTo', { time }),
  ]
  return said.filter((text) => text !== null && text !== '').join(' · ')
}

function Hit({ hit: { line, isPrevious, at, text, from, to } }: { hit: LogHit }) {
  const t = useTranslations('logs.whole')
  const format = useFormatter()
  const time = timeOf(at)
  return (
    <>
      <span className={classes.number}>{format.number(line)}</span>
      <time dateTime={at} title={at}>
        {format.dateTime(time, { month: '2-digit', day: '2-digit' })} {timeText(time)}
      </time>
      <bdi className={classes.text}>
        {isPrevious && <span className={classes.former}>{t('former')} </span>}
        {text.slice(0, from)}
        <mark>{text.slice(from, to)}</mark>
        {text.slice(to)}
      </bdi>
    </>
  )
}
