import type { Ordinal } from '../state/ordinals.ts'
import type { Rollout } from '../state/rollout.ts'

/**
 * What a rollout will do to which ordinal, before it is asked for. Rules: pkg/controller/statefulset
 * stateful_set_control.go (updateStatefulSet, updateStatefulSetAfterInvariantEstablished) and newVersionedStatefulSetPod.
 */
export type Cell = Pick<Ordinal, 'ordinal' | 'state' | 'isUpdated' | 'isWanted'>

export interface PartitionForesight {
  /** Replaced by the newest revision, in this order. */
  readonly replaced: readonly number[]
  /** Keep the former revision. */
  readonly left: readonly number[]
  /** Below the partition and on the newest revision already: raising the partition does not bring them back. */
  readonly kept: readonly number[]
  /** The pod that must be ready before anything is replaced; null when nothing is in the way. */
  readonly waitsFor: number | null
}

/** What comes of the newest revision when the partition is `partition`. */
export function foreseePartition(
  rollout: Rollout,
  cells: readonly Cell[],
  partition: number,
): PartitionForesight {
  const wanted = cells.filter(({ isWanted }) => isWanted)
  const isRolled = ({ ordinal }: Cell) => ordinal - rollout.start >= partition
  // With OnDelete a missing pod is made from the newest revision, and no other is touched.
  const replaced = wanted.filter((cell) => isRolled(cell) && isOld(cell) && !rollout.isOnDelete)
  return {
    replaced: ordinalsOf(replaced).reverse(),
    left: ordinalsOf(wanted.filter((cell) => isOld(cell) && !replaced.includes(cell))),
    kept: ordinalsOf(wanted.filter((cell) => !isRolled(cell) && cell.isUpdated === true)),
    waitsFor: replaced.length === 0 ? null : waitsFor(rollout, wanted, partition),
  }
}

/** A partition above all pods that a set may ever have: a cluster has at most 150 000 (kubernetes.io/docs/setup/best-practices/cluster-large). */
export const aboveAll = 1_000_000

export interface HoldForesight {
  /** Where the partition goes. */
  readonly partition: number
  /** On the newest revision, and stay so. */
  readonly stay: readonly number[]
  /** Keep the former revision. */
  readonly left: readonly number[]
  /** On their way out or missing right now: they come back on the former revision. */
  readonly returning: readonly number[]
}

/**
 * A hold puts the partition to the lowest index from which on all pods run the newest revision, so that what was updated
 * stays; where none does, or nothing is rolling out, above all pods, also those of a scale-up, so that the next change
 * waits.
 */
export function foreseeHold(rollout: Rollout, cells: readonly Cell[]): HoldForesight {
  const wanted = cells.filter(({ isWanted }) => isWanted)
  const partition = heldPartition(rollout, wanted)
  const isBelow = ({ ordinal }: Cell) => ordinal - rollout.start < partition
  const isGone = ({ state }: Cell) => state === 'missing' || state === 'terminating'
  const isRolling = isRollingOut(rollout, wanted)
  return {
    partition,
    stay: ordinalsOf(wanted.filter((cell) => cell.isUpdated === true && !isGone(cell))),
    left: ordinalsOf(wanted.filter((cell) => isOld(cell) && !isGone(cell))),
    returning: isRolling ? ordinalsOf(wanted.filter((cell) => isGone(cell) && isBelow(cell))) : [],
  }
}

export function heldPartition(
  rollout: Rollout,
  cells: readonly Pick<Cell, 'ordinal' | 'isUpdated'>[],
): number {
  const { start, desired, partition } = rollout
  const all = Math.max(aboveAll, partition)
  if (!isRollingOut(rollout, cells)) return all
  const updated = new Set(cells.filter(({ isUpdated }) => isUpdated === true).map(({ ordinal }) => ordinal))
  let lowest = desired
  while (lowest > partition && updated.has(start + lowest - 1)) lowest--
  return lowest === desired ? all : lowest
}

/** Whether there is a newer revision than some pods run. */
export function isRollingOut(
  { currentRevision, updateRevision }: Rollout,
  cells: readonly Pick<Cell, 'isUpdated'>[],
): boolean {
  return currentRevision !== updateRevision || cells.some(({ isUpdated }) => isUpdated === false)
}

/** Old is what another revision runs; what is missing is made anew. */
function isOld({ isUpdated }: Cell): boolean {
  return isUpdated === false
}

/**
 * With OrderedReady the controller does nothing before every pod is ready. With Parallel it looks from the highest ordinal
 * down and waits for one that it has updated already; where the set says maxUnavailable, it counts all that are away.
 */
function waitsFor(rollout: Rollout, wanted: readonly Cell[], partition: number): number | null {
  const isUnready = ({ state }: Cell) => state !== 'ready'
  if (rollout.isOrdered) return wanted.find(isUnready)?.ordinal ?? null
  const { maxUnavailable } = rollout
  const away = wanted.filter(isUnready)
  if (typeof maxUnavailable === 'number')
    return away.length < maxUnavailable ? null : (away.at(-1)?.ordinal ?? null)
  const rolled = wanted.filter(({ ordinal }) => ordinal - rollout.start >= partition)
  const next = rolled.findLast((cell) => isOld(cell) || isUnready(cell))
  return next === undefined || isOld(next) ? null : next.ordinal
}

export const ordinalsOf = (cells: readonly Cell[]): number[] => cells.map(({ ordinal }) => ordinal)
