'use client'

import { Alert } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import { FindBar } from './FindBar'
import { LogBar } from './LogBar'
import { LogRows } from './LogRows'
import { LogStatus } from './LogStatus'
import classes from './LogView.module.css'
import { SourceBar } from './SourceBar'
import { allLines, foundLines } from './shown-lines'
import { useFind } from './use-find'
import { useFreeHeight } from './use-free-height'
import { isFiltering, useLog, useSearch } from './use-log'
import { useLook } from './use-look'
import { usePlace } from './use-place'
import { useWholeSearch } from './use-whole-search'
import { WholeSearch } from './WholeSearch'

interface Props {
  /** The address of its stream. */
  readonly source: string
  /** The address of the same for a download. */
  readonly download: string
  /** The address of a search of all that the node keeps, where there is one. */
  readonly search?: string
  /** What a saved file is called, without its ending. */
  readonly name: string
  /** Containers to choose from; empty where there is nothing to choose. */
  readonly containers?: readonly string[]
  /** Several pods: lines say whose they are, and ordinals may be left out. */
  readonly isOfSet?: boolean
}

/** A log to be read: followed, searched, filtered, kept. How it is looked at stands in the address. */
export function LogView({ source, download, search, name, containers = [], isOfSet = false }: Props) {
  const t = useTranslations('logs')
  const errors = useTranslations('errors')
  const [look, change] = useLook()
  const model = useLog(source, look)
  const [isFollowing, setFollowing] = useState(look.at === '')
  const [selection, setSelection] = useState<readonly [number, number] | null>(null)
  const box = useRef<HTMLDivElement | null>(null)
  const goTo = useRef<((line: number) => void) | null>(null)
  const frame = useFreeHeight()
  const sources = model?.feed.sources
  const hidden = useMemo(() => {
    const places = (sources ?? []).map(({ ordinal }, place) => ({ ordinal, place }))
    return places
      .filter(({ ordinal }) => ordinal !== null && look.hidden.includes(ordinal))
      .map((one) => one.place)
  }, [sources, sources?.length, look.hidden])
  useSearch(model, look, hidden)
  const find = useFind(model, (line) => {
    setFollowing(false)
    requestAnimationFrame(() => goTo.current?.(line))
  })
  const whole = useWholeSearch(search ?? '', look)
  const choose = usePlace(model, look, change, find.goTo)
  // While somebody reads old lines, new ones must not push them out.
  useEffect(() => model?.feed.setHeld(!isFollowing), [model, isFollowing])
  const scrolling = useScrolling(box, setFollowing)
  if (model === null) return <section ref={frame} className={classes.frame} aria-label={t('region')} />
  const { feed, filter } = model
  // What is to be left out is not shown before it is known, either.
  const isFiltered = filter.query !== null || isFiltering(look, hidden)
  const shown = isFiltered ? foundLines(filter.hits, feed.store) : allLines(feed.store)
  const select = (event: MouseEvent) => {
    const line = (event.target as Element).closest('time')?.closest('[data-line]')?.getAttribute('data-line')
    if (line === null || line === undefined) return
    const number = Number(line)
    const start = event.shiftKey && selection !== null ? selection[0] : number
    setSelection(start === number && selection?.[1] === number ? null : order(start, number))
  }
  return (
    <section ref={frame} className={classes.frame} aria-label={t('region')} onKeyDown={find.onKeyDown}>
      <LogBar
        {...{ model, look, change, selection, shown, containers, isOfSet, download, name, isFollowing }}
        onFollow={() => setFollowing(true)}
      />
      {isOfSet && <SourceBar sources={feed.sources} look={look} change={change} />}
      <FindBar
        {...{ look, change, find }}
        search={model.search}
        onWhole={search === undefined ? null : whole.start}
      />
      <WholeSearch search={whole} onChoose={choose} />
      {feed.state.kind === 'refused' && <Alert color="red">{errors(feed.state.code)}</Alert>}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a click on a time chooses its line; the keyboard copies all. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above. */}
      <div
        ref={box}
        className={classes.box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it.
        tabIndex={0}
        onClick={select}
        {...scrolling}
        data-following={isFollowing}
      >
        <LogRows
          {...{ model, look, shown, isFollowing, selection, box, goTo }}
          current={find.current}
          isLabelled={isOfSet}
          hasContainers={containers.length > 1 && look.containers.length !== 1}
        />
      </div>
      <LogStatus model={model} shown={shown} isFiltered={isFiltered} hasOlder={look.from !== 'all'} />
    </section>
  )
}

function order(a: number, b: number): readonly [number, number] {
  return a <= b ? [a, b] : [b, a]
}

/** A scroll so soon after a touch, key or wheel, ms, is the person's own. */
const ownMs = 1000

/** Whoever scrolls up reads; whoever comes to the end follows again. */
function useScrolling(box: { current: HTMLElement | null }, setFollowing: (isFollowing: boolean) => void) {
  const last = useRef({ top: 0, touchedAt: 0 })
  const touch = () => {
    last.current.touchedAt = performance.now()
  }
  return {
    onKeyDown: touch,
    onPointerDown: touch,
    onTouchMove: touch,
    onWheel: ({ deltaY }: { deltaY: number }) => {
      touch()
      const element = box.current
      if (deltaY < 0 && element !== null && element.scrollHeight > element.clientHeight) setFollowing(false)
    },
    onScroll: () => {
      const element = box.current
      if (element === null) return
      const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - 2
      const isOwn = performance.now() - last.current.touchedAt < ownMs
      if (isAtEnd && isOwn) setFollowing(true)
      else if (!isAtEnd && element.scrollTop < last.current.top - 2) setFollowing(false)
      last.current.top = element.scrollTop
    },
    onMouseUp: () => {
      const chosen = getSelection()
      if (chosen !== null && !chosen.isCollapsed && chosen.toString().length > 1) setFollowing(false)
    },
  }
}
