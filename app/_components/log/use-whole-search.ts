'use client'

import { useEffect, useRef, useState } from 'react'
import type { LogLook } from './log-look'
import { searchWhole, type WholeFound } from './search-whole'

export interface WholeSearch {
  /** Null where nobody has asked. */
  readonly found: WholeFound | null
  readonly start: () => void
  readonly stop: () => void
  readonly close: () => void
}

/** A search of all that the node keeps, for what the look says at the moment; another question ends it. */
export function useWholeSearch(address: string, look: LogLook): WholeSearch {
  const { text, regex, case: isCase, level, previous } = look
  const [found, setFound] = useState<WholeFound | null>(null)
  const gone = useRef<AbortController | null>(null)
  const close = () => {
    gone.current?.abort()
    gone.current = null
    setFound(null)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found is the answer to one question.
  useEffect(() => close, [address, text, regex, isCase, level, previous])
  const start = () => {
    close()
    const own = new AbortController()
    gone.current = own
    const url = new URL(address, location.href)
    const query = {
      text,
      isRegex: String(regex),
      isCase: String(isCase),
      withPrevious: String(previous),
      ...(level === null ? {} : { level }),
    }
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value)
    void searchWhole(url, (next) => gone.current === own && setFound(next), own.signal)
  }
  return { found, start, stop: () => gone.current?.abort(), close }
}
