'use client'

import { type KeyboardEvent, type PointerEvent, useEffect, useState } from 'react'

const folded = 40
const smallest = 140
const key = 'ordinal.terminals.height'

const largest = () => Math.max(smallest, window.innerHeight - 120)
const clamp = (height: number) => Math.max(smallest, Math.min(largest(), height))

/** How high the dock is, in px; dragged by its edge or moved by the arrow keys. The page leaves it that much room. */
export function useDockHeight(isThere: boolean, isFolded: boolean) {
  const [open, setOpen] = useState(() => clamp(Number(localStorage.getItem(key)) || 320))
  const height = isFolded ? folded : open
  useEffect(() => {
    document.documentElement.style.setProperty('--dock-height', isThere ? `${height}px` : '0px')
    return () => {
      document.documentElement.style.removeProperty('--dock-height')
    }
  }, [isThere, height])
  const resize = (to: number) => {
    setOpen(clamp(to))
    localStorage.setItem(key, String(clamp(to)))
  }
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const from = event.clientY
    const edge = event.currentTarget
    edge.setPointerCapture(event.pointerId)
    const ended = new AbortController()
    const { signal } = ended
    const move = (moved: globalThis.PointerEvent) => resize(open + from - moved.clientY)
    edge.addEventListener('pointermove', move, { signal })
    edge.addEventListener('pointerup', () => ended.abort(), { signal })
    edge.addEventListener('pointercancel', () => ended.abort(), { signal })
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowUp: 24, ArrowDown: -24 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    resize(open + step)
  }
  return { height, range: { min: smallest, max: largest() }, drag, press }
}
