'use client'

import { useTranslations } from 'next-intl'
import classes from './LogView.module.css'
import type { FeedSource } from './log-feed'
import type { LogLook } from './log-look'
import type { ChangeLook } from './use-look'

/** One cell for each ordinal of which there are lines, in the colour of its lines; pressed ones are shown. */
export function SourceBar({
  sources,
  look,
  change,
}: {
  sources: readonly FeedSource[]
  look: LogLook
  change: ChangeLook
}) {
  const t = useTranslations('logs')
  const ordinals = [...new Set(sources.flatMap(({ ordinal }) => (ordinal === null ? [] : [ordinal])))]
  if (ordinals.length < 2) return null
  const others = (ordinal: number) => ordinals.filter((one) => one !== ordinal)
  const press = (ordinal: number, isAlone: boolean) => {
    const isHidden = look.hidden.includes(ordinal)
    if (isAlone) return change({ hidden: look.hidden.length === 0 ? others(ordinal) : [] })
    change({ hidden: isHidden ? look.hidden.filter((one) => one !== ordinal) : [...look.hidden, ordinal] })
  }
  return (
    <fieldset className={classes.sources} aria-label={t('ordinals')}>
      {ordinals
        .sort((a, b) => a - b)
        .map((ordinal) => (
          <button
            key={ordinal}
            type="button"
            className={classes.source}
            style={{ color: `var(--hue-${ordinal % 8})` }}
            aria-pressed={!look.hidden.includes(ordinal)}
            title={t('ordinal', { ordinal })}
            onClick={(event) => press(ordinal, event.altKey)}
            onDoubleClick={() => change({ hidden: others(ordinal) })}
          >
            {ordinal}
          </button>
        ))}
      {look.hidden.length > 0 && (
        <button type="button" className={classes.all} onClick={() => change({ hidden: [] })}>
          {t('everyOrdinal')}
        </button>
      )}
    </fieldset>
  )
}
