'use client'

import { type Question, useForesights } from '@/app/_components/foresight/use-foresight'
import type { SetRow } from '@/lib/statefulsets/list/row'
import type { Foresight } from '@/lib/statefulsets/replicas/foresight'
import type { Operation } from './operations'

/** What an operation would do to sets of a list, as far as it is known. A restart and a deletion are told by the row. */
export function useListForesight(
  operation: Operation,
  sets: readonly SetRow[],
  live: ReadonlyMap<string, SetRow>,
  replicas: number,
): (set: SetRow) => Foresight | null {
  const asked = operation === 'restart' || operation === 'delete' ? null : operation
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
    const { known, isFresh } = answer(toQuestion(set, asked))
    return isFresh ? known : null
  }
}

export function isBeyondQuota(foresight: Foresight | null): boolean {
  return foresight !== null && foresight.operation !== 'delete' && (foresight.up?.quota ?? null) !== null
}
