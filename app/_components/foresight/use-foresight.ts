'use client'

import { useEffect, useState } from 'react'
import type { ErrorCode } from '@/lib/errors'
import { routes } from '@/lib/routes'
import type { Foresight } from '@/lib/statefulsets/replicas/foresight'

/** How long a typed number rests before it is asked about, ms. */
const restMs = 150
/** A list asks for each of its sets; other requests must get through meanwhile. */
const atOnce = 3

export interface Question {
  readonly project: string
  readonly name: string
  readonly operation: Foresight['operation']
  readonly replicas?: number
  /** What is known of the set: it is asked again when that changes. */
  readonly version: string
}

/** `known` may be of an earlier question while the next is on its way: `isFresh` says. */
export interface Answer {
  readonly known: Foresight | null
  readonly isFresh: boolean
  readonly failed: ErrorCode | null
}

type Told = Pick<Answer, 'known' | 'failed'> & { readonly key: string }

const silent: Told = { key: '', known: null, failed: null }

/** What an operation would do to each of some sets, asked again when a question changes. */
export function useForesights(questions: readonly Question[]): (question: Question) => Answer {
  const [told, setTold] = useState<ReadonlyMap<string, Told>>(new Map())
  const keys = JSON.stringify(questions)
  useEffect(() => {
    const left = new AbortController()
    const timer = setTimeout(() => {
      for (const question of JSON.parse(keys) as Question[])
        void inTurn(() => ask(question, left.signal)).then((answer) => {
          if (left.signal.aborted) return
          const place = placeOf(question)
          setTold((all) => {
            const former = all.get(place) ?? silent
            return new Map(all).set(place, {
              ...former,
              failed: null,
              ...answer,
              key: JSON.stringify(question),
            })
          })
        })
    }, restMs)
    return () => {
      clearTimeout(timer)
      left.abort()
    }
  }, [keys])
  return (question) => {
    const { key, known, failed } = told.get(placeOf(question)) ?? silent
    return { known, failed, isFresh: key === JSON.stringify(question) && failed === null }
  }
}

function placeOf({ project, name, operation }: Question): string {
  return `${project}/${name}/${operation}`
}

async function ask(
  { project, name, operation, replicas }: Question,
  signal: AbortSignal,
): Promise<{ known: Foresight } | { failed: ErrorCode }> {
  const query = new URLSearchParams({
    operation,
    ...(replicas === undefined ? {} : { replicas: String(replicas) }),
  })
  try {
    const response = await fetch(`${routes.foresight(project, name)}?${query}`, { signal })
    const body: unknown = await response.json()
    return response.ok ? { known: body as Foresight } : { failed: (body as { code: ErrorCode }).code }
  } catch {
    return { failed: 'unexpected' }
  }
}

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  running++
  try {
    return await work()
  } finally {
    running--
    waiting.shift()?.()
  }
}
