'use client'

import { useState } from 'react'
import type { Look } from './look'

export type { Look, View } from './look'

export function useLook(first: Look): [Look, (change: Partial<Look>) => void] {
  const [look, setLook] = useState(first)
  const change = (part: Partial<Look>) => {
    const next = { ...look, ...part }
    setLook(next)
    const address = new URL(window.location.href)
    for (const [name, value] of Object.entries(next)) address.searchParams.set(name, value)
    window.history.replaceState(window.history.state, '', address)
  }
  return [look, change]
}
