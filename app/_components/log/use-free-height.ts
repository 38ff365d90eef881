'use client'

import { type RefObject, useLayoutEffect, useRef } from 'react'

/** An element that reaches from where it stands to the bottom of the window, by its variable `--above`. */
export function useFreeHeight(): RefObject<HTMLElement | null> {
  const element = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const measure = () => {
      const box = element.current
      if (box === null) return
      box.style.setProperty('--above', `${Math.round(box.getBoundingClientRect().top + window.scrollY)}px`)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [])
  return element
}
