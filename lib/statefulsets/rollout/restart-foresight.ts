import { atOnceOf } from '../../manifests/edit-effects.ts'
import type { Rollout } from '../state/rollout.ts'
import { type Cell, foreseePartition } from './rollout-foresight.ts'

export interface RestartForesight {
  /** In this order. */
  readonly order: readonly number[]
  /** How many may be away at once, as the set says it; null for one after the other. */
  readonly atOnce: string | null
  /** Below the partition: they go on as they are. */
  readonly held: readonly number[]
  /** Waits for this pod before it begins; null when nothing is in the way. */
  readonly waitsFor: number | null
  /** How long it takes by what the present pods took to start, in seconds, without the time that they take to end; null when no pod tells. */
  readonly seconds: number | null
}

/** A restart makes a new revision, so every pod of the rollout is replaced, whatever it runs now. */
export function foreseeRestart(rollout: Rollout, cells: readonly Cell[]): RestartForesight {
  const wanted = cells.filter(({ isWanted }) => isWanted)
  // One after the other by hand, whatever the partition, since no rollout does it.
  const partition = rollout.isOnDelete ? 0 : rollout.partition
  const old = wanted.map((cell) => ({ ...cell, isUpdated: cell.isUpdated === null ? null : false }))
  const { replaced, left, waitsFor } = foreseePartition({ ...rollout, isOnDelete: false }, old, partition)
  return {
    order: replaced,
    atOnce: rollout.isOnDelete ? null : atOnceOf(rollout.maxUnavailable),
    held: left,
    // A set with OnDelete is stepped from pod to pod, and each step waits for all.
    waitsFor: rollout.isOnDelete
      ? (wanted.find(({ state }) => state !== 'ready')?.ordinal ?? null)
      : waitsFor,
    seconds: foreseeSeconds(rollout, replaced.length),
  }
}

function foreseeSeconds(
  { startups, minReadySeconds, maxUnavailable, isOrdered, isOnDelete }: Rollout,
  pods: number,
) {
  const middle = [...startups].sort((a, b) => a - b)[Math.floor(startups.length / 2)]
  if (middle === undefined || pods === 0) return null
  // OrderedReady makes them anew one at a time, however many are ended at once; a share is not worked out, since rounding differs by version.
  const isMany = typeof maxUnavailable === 'number' && maxUnavailable > 1 && !isOrdered && !isOnDelete
  const rounds = isMany ? Math.ceil(pods / maxUnavailable) : pods
  return Math.ceil(rounds * (middle / 1000 + minReadySeconds))
}
