import type { ProgressItem } from '../../operations/schema.ts'
import {
  decideReplacement,
  disturbedPods,
  type ReplacementMove,
  type ReplacementWorld,
} from './replacement.ts'
import { retentionOf } from './retention.ts'

/** The moves in the order in which they come, by the line that shows them. */
const lines = [
  { key: 'prepare', moves: ['wait-rollout', 'lift-retention', 'wait-release'] },
  { key: 'remove', moves: ['remove', 'wait-removal'] },
  { key: 'create', moves: ['create', 'note-made'] },
  { key: 'adopt', moves: ['wait-adoption'] },
  { key: 'restore', moves: ['restore'] },
] as const satisfies readonly { readonly key: string; readonly moves: readonly ReplacementMove[] }[]

const details: Partial<Record<ReplacementMove, string>> = {
  'wait-rollout': 'waitRollout',
  'wait-release': 'waitRelease',
  'wait-removal': 'waitRemoval',
  create: 'away',
}

/**
 * How far the set is on its way to being made anew; nothing of it is done before the first move. `isDisturbing`: its pods
 * are made anew afterwards, on purpose.
 */
export function replacementItems(world: ReplacementWorld, isDisturbing = false): ProgressItem[] {
  const move = decideReplacement(world)
  const isReached = move === 'done' && world.set !== null && world.isSatisfied(world.set)
  const isBegun = world.memo !== null || isReached
  const shown = lines.filter(({ key }) => key !== 'restore' || isLifting(world))
  const found = shown.findIndex(({ moves }) => moves.some((one) => one === move))
  const at = isReached || found === -1 ? shown.length : found
  return shown.map(({ key }, index): ProgressItem => {
    const state: ProgressItem['state'] = !isBegun || index > at ? 'waiting' : index < at ? 'done' : 'running'
    const detail = index === at ? details[move] : undefined
    const item = { key, values: {}, state }
    if (key === 'adopt' && state === 'done' && !isDisturbing)
      return { ...item, detail: adoptionDetail(world) }
    return detail === undefined ? item : { ...item, detail: { key: detail } }
  })
}

/** Whether the policy is lifted for the deletion, and put back. */
function isLifting({ set, memo }: ReplacementWorld): boolean {
  return (memo?.whenDeleted ?? (set && retentionOf(set).whenDeleted)) === 'Delete'
}

function adoptionDetail(world: ReplacementWorld): NonNullable<ProgressItem['detail']> {
  const names = disturbedPods(world)
  if (names.length === 0) return { key: 'untouched', values: { count: world.memo?.pods.length ?? 0 } }
  return { key: 'disturbed', values: { names: names.join(', ') } }
}
