import type { StatefulSet } from './kubernetes/types.ts'

/** Ordinal's note on a stopped set: the replicas with which it starts again. */
const stoppedReplicas = 'ordinal.io/replicas'

/** The ordinals whose claims are wanted: from `start`, `count` of them. Of a stopped set, those with which it starts again. */
export function claimWindowOf({ metadata, spec }: StatefulSet): {
  readonly start: number
  readonly count: number
} {
  const count = spec?.replicas ?? 1
  const noted = Number(metadata.annotations?.[stoppedReplicas] ?? Number.NaN)
  const start = spec?.ordinals?.start ?? 0
  return { start, count: count === 0 && Number.isInteger(noted) && noted > 0 ? noted : count }
}
