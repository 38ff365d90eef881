'use client'

import { useEffect, useReducer, useRef } from 'react'

/** What gets the focus in an item: its first field, or one of its tools where that can be pressed. */
type Target = 'field' | 'up' | 'down' | 'remove'

const selectors: Readonly<Record<Target, string>> = {
  field: 'input:not([type="hidden"]), select, textarea',
  up: '[data-tool="up"]:enabled, [data-tool="down"]',
  down: '[data-tool="down"]:enabled, [data-tool="up"]',
  remove: '[data-tool="remove"]',
}

interface Wish {
  readonly index: number
  readonly target: Target
  /** How many items there are by then. */
  readonly count: number
  /** Whoever has gone elsewhere meanwhile is left there. */
  readonly from: Element | null
}

/**
 * Keeps the focus with what somebody is at when items of a list are added, moved or taken away: the button that was
 * pressed may belong to another item by then, or to none. Items have `data-item`; after the last one is gone, the button
 * that adds one has it.
 */
export function useListFocus<E extends HTMLElement>() {
  const ref = useRef<E>(null)
  const wish = useRef<Wish | null>(null)
  // Items that look alike are not drawn anew when they change places.
  const [, draw] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const list = ref.current
    if (wish.current === null || list === null) return
    const { index, target, count, from } = wish.current
    const items = list.querySelectorAll(':scope > [data-item]')
    if (items.length !== count) return
    wish.current = null
    if (document.activeElement !== from && document.activeElement !== document.body) return
    const item = items[Math.min(index, count - 1)]
    const found = item?.querySelector<HTMLElement>(selectors[target])
    const focused = found ?? [...list.querySelectorAll<HTMLElement>('[data-add]')].at(-1)
    focused?.focus()
  })
  const focus = (index: number, target: Target, count: number) => {
    wish.current = { index, target, count, from: document.activeElement }
    draw()
  }
  return { ref, focus }
}
