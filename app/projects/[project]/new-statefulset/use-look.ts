'use client'

import { useLayoutEffect, useState } from 'react'
import { type Look, readLook } from './look'

/**
 * Which view and step is shown, as the address says. Another step is another entry of the browser's history, so that
 * Back leads to the step before; another view of it is none.
 */
export function useLook(first: Look): [Look, (change: Partial<Look>) => void] {
  const [look, setLook] = useState(first)
  useLayoutEffect(() => {
    const { pathname } = window.location
    const read = () => {
      // On the way to another page.
      if (window.location.pathname !== pathname || window.location.search === '') return
      const next = readLook(Object.fromEntries(new URLSearchParams(window.location.search)))
      setLook((now) => (now.view === next.view && now.step === next.step ? now : next))
    }
    // A page that is gone back to is drawn as it was first loaded.
    read()
    window.addEventListener('popstate', read)
    return () => window.removeEventListener('popstate', read)
  }, [])
  const change = (part: Partial<Look>) => {
    const next = { ...look, ...part }
    setLook(next)
    const address = new URL(window.location.href)
    for (const [name, value] of Object.entries(next)) address.searchParams.set(name, value)
    if (next.step === look.step) window.history.replaceState(null, '', address)
    else window.history.pushState(null, '', address)
  }
  return [look, change]
}
