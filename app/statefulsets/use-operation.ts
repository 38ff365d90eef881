'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { fieldErrorText } from '@/app/_components/field-error-text'
import { newRequestId } from '@/app/_components/request-id'
import { tellTour } from '@/app/_components/tour/tell-tour'
import {
  deleteStatefulSet,
  restartStatefulSet,
  scaleStatefulSet,
  startStatefulSet,
  stopStatefulSet,
} from '@/app/projects/[project]/statefulsets/actions'
import { beginRestart } from '@/app/projects/[project]/statefulsets/rollout-actions'
import type { ActionResult } from '@/lib/result'
import type { SetRow } from '@/lib/statefulsets/list/row'
import type { DeletionMode, Losing } from '@/lib/statefulsets/schema'
import type { Operation } from './operations'

/** How it went with one set. `asked`: the cluster has taken it, and is at it. */
export type ItemResult =
  | { readonly kind: 'waiting' | 'running' }
  | {
      readonly kind: 'asked'
      readonly replicas: number
      /** The operation that carries it out step by step; null where the cluster itself does. */
      readonly id: string | null
    }
  | { readonly kind: 'failed'; readonly text: string }

interface Choices {
  readonly replicas: number
  /** How the pods of deleted sets end. */
  readonly mode: DeletionMode
}

/** Performs an operation on one set after the other; one that fails does not stop the others. */
export function useOperation(operation: Operation, choices: Choices) {
  const t = useTranslations()
  const [results, setResults] = useState<ReadonlyMap<string, ItemResult>>(new Map())
  const [isRunning, setRunning] = useState(false)
  // What is tried again is the same request.
  const [requestId] = useState(newRequestId)
  const set = (key: string, result: ItemResult) => setResults((all) => new Map(all).set(key, result))

  /** `losing`: the claims of each set that the person agreed to lose. */
  const run = async (sets: readonly SetRow[], losing: ReadonlyMap<string, Losing>) => {
    setRunning(true)
    for (const { key } of sets) set(key, { kind: 'waiting' })
    for (const one of sets) {
      set(one.key, { kind: 'running' })
      set(one.key, await ask(one, losing.get(one.key) ?? []))
    }
    setRunning(false)
  }
  const ask = async (one: SetRow, losing: Losing): Promise<ItemResult> => {
    const result = await perform(operation, one, choices, losing, requestId).catch(() => null)
    if (result === null) return { kind: 'failed', text: t('operations.lost') }
    if (!result.ok) {
      const details = result.fields.map((field) => fieldErrorText(t, field))
      return { kind: 'failed', text: [t(`errors.${result.code}`), ...details].join(' ') }
    }
    if (operation === 'delete') tellTour('delete')
    const { value } = result
    const replicas = 'replicas' in value ? value.replicas : choices.replicas
    return { kind: 'asked', replicas, id: 'id' in value ? value.id : null }
  }
  return { results, isRunning, run }
}

type Value =
  | { readonly id: string }
  | { readonly warnings: readonly string[] }
  | { readonly replicas: number }

function perform(
  operation: Operation,
  { project, name, uid, desired, existing, isOnDelete, updateRevision }: SetRow,
  { replicas, mode }: Choices,
  losing: Losing,
  requestId: string,
): Promise<ActionResult<Value>> {
  switch (operation) {
    case 'scale':
      return scaleStatefulSet(project, { name, uid, replicas, from: desired, losing })
    case 'restart':
      // No rollout replaces the pods of a set with OnDelete.
      return isOnDelete
        ? beginRestart(project, { name, uid, revision: updateRevision, requestId, pods: null })
        : restartStatefulSet(project, { name, uid, revision: updateRevision, requestId })
    case 'stop':
      return stopStatefulSet(project, { name, uid, losing })
    case 'start':
      return startStatefulSet(project, { name, uid })
    case 'delete':
      return deleteStatefulSet(project, {
        ...{ name, uid, confirmation: name },
        // Without pods there is nothing to stop.
        mode: existing === 0 ? 'background' : mode,
        ...{ claims: [], companions: [] },
      })
  }
}
