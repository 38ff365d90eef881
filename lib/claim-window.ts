import type { StatefulSet } from './kubernetes/types.ts'
import { notedReplicas } from './stop-note.ts'

/** The ordinals whose claims are wanted: from `start`, `count` of them. Of a stopped set, those with which it starts again. */
export function claimWindowOf(set: StatefulSet): {
  readonly start: number
  readonly count: number
} {
  const count = set.spec?.replicas ?? 1
  return { start: set.spec?.ordinals?.start ?? 0, count: count === 0 ? (notedReplicas(set) ?? 0) : count }
}
