import type { Rollout } from '../state/rollout.ts'
import { type Cell, ordinalsOf } from './rollout-foresight.ts'

/** How far a change of the template is: `superseded` when somebody has changed it again meanwhile. */
export interface RolloutProgress {
  readonly is: 'waiting' | 'rolling' | 'done' | 'superseded'
  /** On the target and ready. */
  readonly done: readonly number[]
  /** Still to be brought there. */
  readonly open: readonly number[]
  /** Kept from it by the partition, or by OnDelete. */
  readonly held: readonly number[]
}

/** What a change asked for: the generation that it made, and the revision where that is known. */
export interface RolloutTarget {
  readonly generation: number
  readonly revision: string | null
}

/** Done is only what each ordinal has reached: on the target revision, there and ready. */
export function readProgress(
  rollout: Rollout,
  cells: readonly Cell[],
  target: RolloutTarget,
): RolloutProgress {
  const wanted = cells.filter(({ isWanted }) => isWanted)
  const isOn = (cell: Cell) => cell.isUpdated === true && cell.state === 'ready'
  const isHeld = ({ ordinal, isUpdated }: Cell) =>
    isUpdated === false && (rollout.isOnDelete || ordinal - rollout.start < rollout.partition)
  const held = wanted.filter(isHeld)
  const done = wanted.filter(isOn)
  const open = wanted.filter((cell) => !held.includes(cell) && !done.includes(cell))
  const parts = { done: ordinalsOf(done), open: ordinalsOf(open), held: ordinalsOf(held) }
  if (rollout.isLagging || rollout.generation < target.generation) return { is: 'waiting', ...parts }
  if (target.revision !== null && rollout.updateRevision !== target.revision)
    return { is: 'superseded', ...parts }
  const isThere = open.length === 0 && rollout.available >= rollout.desired
  return { is: isThere ? 'done' : 'rolling', ...parts }
}
