'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useTransition } from 'react'

/** Reads the page again every so often while somebody looks at it, never while it still reads. */
export function RefreshEvery({ seconds }: { seconds: number }) {
  const router = useRouter()
  const [isReading, startReading] = useTransition()
  useEffect(() => {
    if (isReading) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') startReading(() => router.refresh())
    }, seconds * 1000)
    return () => clearInterval(timer)
  }, [router, seconds, isReading])
  return null
}
