'use client'

import { createContext, useContext, useEffect, useState } from 'react'
import { fieldsOf, listOf, valueAt } from '@/lib/manifests/read'
import type { Preflight, PreflightFacts, PreflightPart } from '@/lib/statefulsets/create/preflight-facts'
import { preflightParts } from '@/lib/statefulsets/create/preflight-facts'
import { askPreflight } from './ask-preflight'
import { useDraft, useDraftStore } from './draft-context'
import type { DraftState } from './draft-store'

/** How long the draft rests before the cluster is asked about it, ms. */
const restMs = 500

const PreflightContext = createContext<Preflight>({})
export const PreflightProvider = PreflightContext.Provider

/** What the cluster says about the draft as it is; the former answer stands until the next has come. */
export function usePreflight(slug: string, parts: readonly PreflightPart[] = preflightParts): Preflight {
  const store = useDraftStore()
  const question = useDraft((state) => questionOf(state, parts))
  const [answer, setAnswer] = useState<Preflight>({})
  useEffect(() => {
    const left = new AbortController()
    const ask = async () => {
      const told = await askPreflight(slug, question, left.signal)
      if (told === null) return
      setAnswer(told)
      store.hear({ name: String((JSON.parse(question) as { name: unknown }).name), told })
    }
    // Without an answer the former one stands; nothing depends on it.
    const timer = setTimeout(() => void ask().catch(() => undefined), restMs)
    return () => {
      clearTimeout(timer)
      left.abort()
    }
  }, [slug, question, store])
  return answer
}

/** One part of it; null while it is not known, or cannot be. */
export function useFact<P extends PreflightPart>(part: P): PreflightFacts[P] | null {
  const told = useContext(PreflightContext)[part] as { readonly value: PreflightFacts[P] | null } | undefined
  return told?.value ?? null
}

export type KeyedPart = 'configMaps' | 'secrets'

/** Names to choose from. */
export function useNames(part: KeyedPart | 'claims' | 'serviceAccounts'): readonly string[] {
  const facts: readonly (string | { readonly name: string })[] = useFact(part) ?? []
  return facts.map((one) => (typeof one === 'string' ? one : one.name))
}

export function useKeys(part: KeyedPart, name: string): readonly string[] {
  const facts = useFact(part) ?? []
  return facts.find((one) => one.name === name)?.keys ?? []
}

/** The question as JSON, so that equal ones are one. */
function questionOf({ parts: { set } }: DraftState, parts: readonly PreflightPart[]): string {
  const pod = valueAt(set?.object, ['spec', 'template', 'spec'])
  const claims = listOf(valueAt(set?.object, ['spec', 'volumeClaimTemplates']))
  const text = (value: unknown, most: number) => (typeof value === 'string' ? value.slice(0, most) : '')
  const texts = (value: unknown) =>
    Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, one]) => [key, String(one).slice(0, 64)]))
  const count = (value: unknown, usual: number, most: number) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 ? Math.min(value, most) : usual
  return JSON.stringify({
    parts,
    name: text(set?.name, 253),
    replicas: count(valueAt(set?.object, ['spec', 'replicas']), 1, 10_000),
    start: count(valueAt(set?.object, ['spec', 'ordinals', 'start']), 0, 1_000_000_000),
    claims: claims.slice(0, 50).map((claim) => ({
      name: text(valueAt(claim, ['metadata', 'name']), 253),
      className: text(valueAt(claim, ['spec', 'storageClassName']), 253),
      storage: String(valueAt(claim, ['spec', 'resources', 'requests', 'storage']) ?? '').slice(0, 64),
    })),
    nodeSelector: texts(valueAt(pod, ['nodeSelector'])),
    containers: listOf(valueAt(pod, ['containers']))
      .slice(0, 50)
      .map((container) => ({
        requests: texts(valueAt(container, ['resources', 'requests'])),
        limits: texts(valueAt(container, ['resources', 'limits'])),
      })),
  })
}
