'use client'

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { RowHeights } from './row-heights'
import type { ShownLines } from './shown-lines'

/** Of one row, as the style sheet has it, px. */
export const rowHeight = 18
/** Browsers draw no higher element than about 17 million px; beyond, the scroll bar counts in larger steps. */
const tallest = 15_000_000
const overscan = 12

interface Viewport {
  /** The entries to draw. */
  readonly from: number
  readonly to: number
  /** Where the first of them stands, px; null when they stand on the ground. */
  readonly top: number | null
  /** Of all entries, px. */
  readonly height: number
  readonly scrollTo: (entry: number) => void
}

/** Which entries of a long list are to be seen. While it follows, the last one stands at the bottom. */
export function useViewport(
  box: RefObject<HTMLElement | null>,
  { first, end }: ShownLines,
  heights: RowHeights,
  isFollowing: boolean,
): Viewport {
  const [scroll, setScroll] = useState({ top: 0, height: 600 })
  const anchor = useRef({ first, entry: first, within: 0 })
  const rows = heights.between(first, end)
  const whole = rows * rowHeight
  const height = Math.min(whole, tallest)
  const room = Math.max(1, height - scroll.height)
  const scale = whole <= tallest ? 1 : (whole - scroll.height) / room
  const row = isFollowing ? rows - scroll.height / rowHeight : (scroll.top * scale) / rowHeight
  const { index, within } = heights.at(row, first, end)

  useEffect(() => {
    const element = box.current
    if (element === null) return
    const look = () => setScroll({ top: element.scrollTop, height: element.clientHeight })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [box])

  const scrollTo = useCallback(
    (entry: number) => {
      const element = box.current
      if (element === null) return
      const middle = heights.between(first, entry) * rowHeight - element.clientHeight / 2
      element.scrollTop = middle / scale
    },
    [box, heights, first, scale],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the height is another one.
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    if (isFollowing) element.scrollTop = element.scrollHeight
    // Older lines came before the ones that are read: these stay where they are.
    else if (first < anchor.current.first)
      element.scrollTop = (heights.between(first, anchor.current.entry) + anchor.current.within) * rowHeight
    anchor.current = { first, entry: index, within }
  }, [height, first, end, isFollowing])
  useEffect(() => {
    anchor.current = { first, entry: index, within }
  }, [first, index, within])

  const from = Math.max(first, index - overscan)
  let to = index
  for (let drawn = -within; to < end && drawn < scroll.height / rowHeight + overscan; to++)
    drawn += heights.between(to, to + 1)
  const top = scroll.top + heights.between(from, index) * -rowHeight - within * rowHeight
  const isShort = whole <= scroll.height
  const isOnGround = isFollowing && to === end && !isShort
  return { from, to, top: isOnGround ? null : isShort ? 0 : top, height, scrollTo }
}
