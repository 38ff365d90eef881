'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useState } from 'react'
import { type LogLook, readLook, writeLook } from './log-look'

export type ChangeLook = (change: Partial<LogLook>) => void

/** How the log is looked at, as the address says it, and a way to change both. */
export function useLook(): [LogLook, ChangeLook] {
  const query = useSearchParams()
  const [look, setLook] = useState(() => readLook(new URLSearchParams(query)))
  useEffect(() => {
    const read = () => setLook(readLook(new URLSearchParams(location.search)))
    addEventListener('popstate', read)
    return () => removeEventListener('popstate', read)
  }, [])
  const change: ChangeLook = useCallback((part) => {
    setLook((before) => {
      const after = { ...before, ...part }
      history.replaceState(history.state, '', `${location.pathname}${writeLook(after)}`)
      return after
    })
  }, [])
  return [look, change]
}
