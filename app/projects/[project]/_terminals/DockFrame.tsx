'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import classes from './Dock.module.css'
import { Panel } from './Panel'
import type { TerminalStore, TerminalsView } from './terminal-store'
import { useDockHeight } from './use-dock-height'

interface Props {
  readonly slug: string
  readonly store: TerminalStore
  readonly view: TerminalsView
  readonly slot: HTMLElement | null
}

/**
 * The terminals below the page, or in the place that a page gives them. What is drawn stays the same element wherever it
 * stands, so that nothing of a terminal is lost on the way.
 */
export function DockFrame({ slug, store, view, slot }: Props) {
  const t = useTranslations('terminal')
  const below = useRef<HTMLDivElement>(null)
  const [host] = useState(() => {
    const element = document.createElement('div')
    element.className = classes.host ?? ''
    return element
  })
  const isBelow = slot === null && view.tabs.length > 0
  const { height, range, drag, press } = useDockHeight(isBelow, view.isFolded)
  useEffect(() => {
    const place = slot ?? below.current
    place?.append(host)
  }, [slot, host])
  return (
    <>
      <aside className={classes.dock} hidden={!isBelow} style={{ height }} aria-label={t('dock')}>
        {!view.isFolded && (
          // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved.
          <div
            className={classes.edge}
            role="separator"
            tabIndex={0}
            aria-label={t('resize')}
            aria-orientation="horizontal"
            aria-valuenow={height}
            aria-valuemin={range.min}
            aria-valuemax={range.max}
            onPointerDown={drag}
            onKeyDown={press}
          />
        )}
        <div ref={below} className={classes.below} />
      </aside>
      {createPortal(<Panel slug={slug} store={store} view={view} isOnPage={slot !== null} />, host)}
    </>
  )
}
