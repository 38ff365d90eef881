'use client'

import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useMemo, useState } from 'react'
import { LogLine } from './LogLine'
import classes from './LogView.module.css'
import type { LogLook } from './log-look'
import { markText } from './mark-text'
import { RowHeights } from './row-heights'
import type { ShownLines } from './shown-lines'
import { lowerBound } from './shown-lines'
import { timeText } from './time-text'
import type { LogModel } from './use-log'
import { useRanges } from './use-ranges'
import { useViewport } from './use-viewport'

interface Props {
  readonly model: LogModel
  readonly look: LogLook
  readonly shown: ShownLines
  readonly isFollowing: boolean
  /** Number of the line on which a search stands. */
  readonly current: number | null
  readonly selection: readonly [number, number] | null
  /** Whether lines say which pod and container they are of. */
  readonly isLabelled: boolean
  /** Their pods have more than one container. */
  readonly hasContainers: boolean
  readonly box: RefObject<HTMLDivElement | null>
  /** Scrolls a line into the middle. */
  readonly goTo: RefObject<((line: number) => void) | null>
}

/** The lines that are to be seen, of however many there are. */
export function LogRows({
  model,
  look,
  shown,
  isFollowing,
  current,
  selection,
  isLabelled,
  hasContainers,
  box,
  goTo,
}: Props) {
  const t = useTranslations('logs')
  const errors = useTranslations('errors')
  const { store, sources } = model.feed
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set())
  const columns = useColumns(box, look.time, isLabelled)
  const { lineAt } = shown
  const found = model.filter.query === null ? null : model.filter.hits
  const heights = useMemo(() => {
    const lineOf = (entry: number) => (found === null ? entry : (found[entry] ?? 0))
    const rowsOf = (entry: number) => Math.max(1, Math.ceil(store.cellsOf(lineOf(entry)) / columns))
    return new RowHeights(look.wrap ? rowsOf : () => 1)
  }, [store, look.wrap, columns, found])
  const { from, to, top, height, scrollTo } = useViewport(box, shown, heights, isFollowing)
  useEffect(() => {
    goTo.current = (line) => scrollTo(shown.entryOf(line))
  })
  const lines = []
  for (let entry = from; entry < to; entry++) {
    const number = lineAt(entry)
    const line = store.get(number)
    if (line !== null) lines.push({ number, ...line })
  }
  const ranges = useRanges(model.search, lines)
  const { hits } = model.search
  const fold = useMemo(() => (number: number) => setUnfolded((before) => toggled(before, number)), [])
  return (
    <div className={classes.ground} style={{ height }}>
      <ol
        className={classes.lines}
        aria-label={t('label')}
        style={top === null ? { bottom: 0 } : { transform: `translateY(${top}px)` }}
      >
        {lines.map(({ number, time, text, source, isMark }) =>
          isMark ? (
            <li key={number} className={classes.mark} data-mark={kindOf(text)}>
              {markText(text, sources, t, errors)}
            </li>
          ) : (
            <LogLine
              key={number}
              number={number}
              raw={text}
              time={look.time ? timeText(time) : null}
              label={isLabelled ? labelOf(sources[source], hasContainers) : null}
              hue={(sources[source]?.ordinal ?? source) % 8}
              isWrapped={look.wrap}
              isUnfolded={look.json !== unfolded.has(number)}
              isHit={hits[lowerBound(hits, number)] === number}
              isCurrent={number === current}
              isSelected={selection !== null && number >= selection[0] && number <= selection[1]}
              ranges={ranges.get(number)}
              onFold={fold}
            />
          ),
        )}
      </ol>
    </div>
  )
}

function labelOf(source: { pod: string; container: string } | undefined, withContainer: boolean): string {
  if (source === undefined) return ''
  return withContainer ? `${source.pod} ${source.container}` : source.pod
}

function kindOf(text: string): string {
  return (JSON.parse(text) as { kind: string }).kind
}

function toggled(before: ReadonlySet<number>, number: number): ReadonlySet<number> {
  const after = new Set(before)
  if (!after.delete(number)) after.add(number)
  return after
}

/** Characters that stand in one row of text. */
function useColumns(box: RefObject<HTMLElement | null>, hasTime: boolean, hasLabel: boolean): number {
  const [columns, setColumns] = useState(120)
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const measure = () => {
      const probe = document.createElement('span')
      probe.textContent = '0'.repeat(50)
      probe.style.cssText = 'position:absolute;visibility:hidden;white-space:pre'
      element.append(probe)
      const cell = probe.getBoundingClientRect().width / 50 || 7.5
      probe.remove()
      const text = element.querySelector('bdi')?.getBoundingClientRect().width
      const guess = element.clientWidth - 24 - (hasTime ? 110 : 0) - (hasLabel ? 90 : 0)
      setColumns(Math.max(10, Math.floor((text || guess) / cell)))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [box, hasTime, hasLabel])
  return columns
}
