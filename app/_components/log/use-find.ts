'use client'

import { type KeyboardEvent, useRef, useState } from 'react'
import { lowerBound } from './shown-lines'
import type { LogModel } from './use-log'

export interface Find {
  /** Number of the line on which the search stands. */
  readonly current: number | null
  /** Its place among the hits, from 1; 0 before the first step. */
  readonly place: number
  readonly next: () => void
  readonly previous: () => void
  readonly goTo: (line: number) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly field: { current: HTMLInputElement | null }
}

/** Steps from hit to hit: the first step goes to the newest one, as the end is what one looks at. */
export function useFind(model: LogModel | null, show: (line: number) => void): Find {
  const [current, setCurrent] = useState<number | null>(null)
  const field = useRef<HTMLInputElement | null>(null)
  const hits = model?.search.hits ?? []
  const at = current === null ? -1 : lowerBound(hits, current)
  const isOn = at >= 0 && hits[at] === current
  const goTo = (line: number) => {
    setCurrent(line)
    show(line)
  }
  const step = (by: 1 | -1) => {
    if (hits.length === 0) return
    const from = current === null ? (by === 1 ? -1 : hits.length) : at
    const wanted = by === 1 && !isOn && current !== null ? from : from + by
    const line = hits[(wanted + hits.length) % hits.length]
    if (line === undefined) return
    goTo(line)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement
    if (event.key === '/' && !isTyping) {
      event.preventDefault()
      field.current?.focus()
    }
    if (event.key === 'Enter' && event.target === field.current) step(event.shiftKey ? 1 : -1)
  }
  return {
    current: isOn ? current : null,
    place: isOn ? at + 1 : 0,
    next: () => step(1),
    previous: () => step(-1),
    goTo,
    onKeyDown,
    field,
  }
}
