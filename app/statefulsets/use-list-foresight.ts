'use client'

import { type Answer, type Question, useForesights } from '@/app/_components/foresight/use-foresight'
import type { SetRow } from '@/lib/statefulsets/list/row'
import type { Foresight } from '@/lib/statefulsets/replicas/foresight'
import type { Operation } from './operations'

/** What an operation would do to sets of a list. A restart is told by the row, null here. */
export function useListForesight(
  operation: Operation,
  sets: readonly SetRow[],
  live: ReadonlyMap<string, SetRow>,
  replicas: number,
): (set: SetRow) => Answer | null {
  const asked = operation === 'restart' ? null : operation
  const toQuestion = (set: SetRow, of: NonNullable<typeof asked>): Question => {
    const { uid, desired, strip } = live.get(set.key) ?? set
    return {
      ...{ project: set.project, name: set.name, operation: of, version: `${uid} ${desired} ${strip}` },
      ...(of === 'scale' ? { replicas } : {}),
    }
  }
  const answer = useForesights(asked === null ? [] : sets.map((set) => toQuestion(set, asked)))
  return (set) => {
    if (asked === null) return null
    const found = answer(toQuestion(set, asked))
    return { ...found, known: found.isFresh ? found.known : null }
  }
}

/** Whether what would happen is still being worked out. */
export function isPending(answer: Answer | null): boolean {
  return answer !== null && !answer.isFresh && answer.failed === null
}

export function isBeyondQuota(foresight: Foresight | null): boolean {
  return foresight !== null && foresight.operation !== 'delete' && (foresight.up?.quota ?? null) !== null
}
