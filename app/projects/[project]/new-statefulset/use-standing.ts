'use client'

import { useEffect, useState } from 'react'
import type { Manifest } from '@/lib/manifests/parse'
import { askPreflight } from './ask-preflight'

/** How long a text rests before the cluster is asked about it, ms. */
const restMs = 300

/** Which of these objects are there already, as `<kind>/<name>`; null while the cluster has not said so. */
export function useStanding(slug: string, manifests: readonly Manifest[]): readonly string[] | null {
  const objects = manifests.slice(0, 50).map(({ apiVersion, kind, name }) => ({
    apiVersion: apiVersion.slice(0, 64),
    kind: kind.slice(0, 64),
    name: name.slice(0, 253),
  }))
  const question = JSON.stringify({ ...nothing, parts: ['standing'], objects })
  const [answer, setAnswer] = useState<{ question: string; standing: readonly string[] } | null>(null)
  const isEmpty = objects.length === 0
  useEffect(() => {
    if (isEmpty) return
    const left = new AbortController()
    const ask = async () => {
      const standing = (await askPreflight(slug, question, left.signal))?.standing?.value
      if (standing) setAnswer({ question, standing })
    }
    // Without an answer nothing is said of it here; Review asks again.
    const timer = setTimeout(() => void ask().catch(() => undefined), restMs)
    return () => {
      clearTimeout(timer)
      left.abort()
    }
  }, [slug, question, isEmpty])
  return answer?.question === question ? answer.standing : null
}

const nothing = { name: '', replicas: 1, start: 0, claims: [], nodeSelector: {}, containers: [] }
