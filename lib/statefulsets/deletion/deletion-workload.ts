import 'server-only'
import type { ProgressItem } from '../../operations/schema.ts'
import type { DeletionPlan } from '../schema.ts'

/** The set and what hangs on it, as the cluster has it now. */
export interface Workload {
  /** Whichever set has the name. */
  readonly set: StandingSet | null
  /** Pods that the planned set owns still. */
  readonly pods: readonly string[]
  /** Claims that the set or its pods own: they would go with their owner. */
  readonly owned: readonly string[]
}

export interface StandingSet {
  readonly uid: string
  readonly isEnding: boolean
  readonly replicas: number
  /** Whether the controller has seen all that is wanted of it. */
  readonly isObserved: boolean
  readonly isRetaining: boolean
}

/** The next single change. `release`: a claim loses its owner, and stays. */
export type WorkloadChange = 'retain' | 'release' | 'stop' | 'delete'

export interface WorkloadDecision {
  readonly items: readonly ProgressItem[]
  /** Null while the cluster is at it, or when all is gone. */
  readonly change: WorkloadChange | null
  /** The set is gone with its pods, or without them where they were to run on. */
  readonly isGone: boolean
}

/**
 * The first half of a deletion: claims are made to stay whatever the set's own policy says, the pods end, the set goes.
 * Pure; asked anew at each step, so that it goes on from whatever a crash left.
 */
export function decideWorkload(plan: DeletionPlan, { set, pods, owned }: Workload): WorkloadDecision {
  const own = set?.uid === plan.uid ? set : null
  const living = own !== null && !own.isEnding ? own : null
  const left = plan.mode === 'orphan' ? [] : pods
  const isKept = (living === null || isReleased(plan, living)) && owned.length === 0
  const isStopped = living === null || plan.mode !== 'ordered' || (living.replicas === 0 && left.length === 0)
  const isGone = own === null && left.length === 0 && owned.length === 0
  const change = nextChange(plan, living, owned, left)
  const mayDelete = isKept && isStopped
  return {
    items: [
      ...(plan.whenDeleted === 'Delete' || plan.whenScaled === 'Delete'
        ? [item('keepClaims', isKept ? 'done' : 'running')]
        : []),
      ...(plan.mode === 'ordered'
        ? [
            item(
              'stop',
              isStopped ? 'done' : isKept ? 'running' : 'waiting',
              leftDetail(isStopped ? [] : left),
            ),
          ]
        : []),
      item('deleteSet', own === null ? 'done' : mayDelete || own.isEnding ? 'running' : 'waiting'),
      ...(plan.mode === 'background' || plan.mode === 'foreground'
        ? [
            item(
              'podsEnd',
              isGone ? 'done' : living === null ? 'running' : 'waiting',
              leftDetail(living === null ? left : []),
            ),
          ]
        : []),
    ],
    change,
    isGone,
  }
}

/** The controller knows that it takes no claim along any more; until then it may still give them an owner. */
function isReleased(
  { whenDeleted, whenScaled }: DeletionPlan,
  { isRetaining, isObserved }: StandingSet,
): boolean {
  return isRetaining && (isObserved || (whenDeleted === 'Retain' && whenScaled === 'Retain'))
}

function nextChange(
  plan: DeletionPlan,
  living: StandingSet | null,
  owned: readonly string[],
  left: readonly string[],
): WorkloadChange | null {
  if (living === null) return owned.length > 0 ? 'release' : null
  if (!living.isRetaining) return 'retain'
  if (!isReleased(plan, living)) return null
  if (owned.length > 0) return living.isObserved ? 'release' : null
  if (plan.mode !== 'ordered') return 'delete'
  if (living.replicas > 0) return 'stop'
  return left.length === 0 ? 'delete' : null
}

function item(key: string, state: ProgressItem['state'], detail?: ProgressItem['detail']): ProgressItem {
  return { key, values: {}, state, ...(detail === undefined ? {} : { detail }) }
}

const named = 5

function leftDetail(pods: readonly string[]): ProgressItem['detail'] {
  if (pods.length === 0) return undefined
  const names = `${pods.slice(0, named).join(', ')}${pods.length > named ? ' …' : ''}`
  return { key: 'podsLeft', values: { count: pods.length, names } }
}
