'use client'

import { useEffect, useState } from 'react'
import { useAction } from '@/app/_components/use-action'
import { tryCreate } from '../actions'
import { useDraft, useDraftStore } from '../draft-context'

interface Note {
  readonly code: 'pod_not_tried' | 'pod_exists'
  readonly detail: string
}

interface Answer {
  readonly text: string
  readonly warnings: readonly string[]
  readonly notes: readonly Note[]
}

/**
 * What the cluster would say to the draft, asked whenever the draft is another and right by our own rules. Its
 * complaints go to their fields.
 */
export function useTrial(slug: string, requestId: string, skip: readonly string[]) {
  const store = useDraftStore()
  const text = useDraft((state) => state.text)
  const isRight = useDraft(({ own, isChecked }) => isChecked && own.length === 0)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const { run, isPending, failure } = useAction(tryCreate)
  const ask = async () => {
    const told = await run(slug, { manifest: text, requestId, skip: [...skip] })
    if (told === null) return
    setAnswer({ text, warnings: told.warnings, notes: told.notes })
    store.say(told.fields)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: for these the answer is another.
  useEffect(() => {
    if (isRight) void ask()
  }, [slug, text, isRight, skip.join()])
  return { ask, isPending, failure, answer: answer?.text === text && !isPending ? answer : null }
}
