import { isControlledBy } from '../../kubernetes/owner.ts'
import type { Pod } from '../../kubernetes/types.ts'
import { isInWindow, missingOrdinals, ordinalOf, revisionOf, type SetFacts, windowOf } from './facts.ts'
import { podTrouble } from './pod-trouble.ts'
import { isFailing, type Trouble } from './trouble.ts'

/** How one cell of the ordinal strip looks. */
export type OrdinalState = 'ready' | 'starting' | 'failing' | 'terminating' | 'missing'

export interface Ordinal {
  readonly ordinal: number
  readonly podName: string
  readonly state: OrdinalState
  /** Whether the pod runs the set's newest template; null when there is no pod. */
  readonly isUpdated: boolean | null
  /** Whether the set wants it; a pod outside the window is on its way out. */
  readonly isWanted: boolean
  /** The pod's own; null when it is ready, or missing. */
  readonly trouble: Trouble | null
}

/**
 * One cell for each wanted ordinal from `ordinals.start` (of very many that are missing, for the lowest), then the pods
 * outside the window; in numeric order.
 */
export function readOrdinals(facts: SetFacts, now: number): Ordinal[] {
  const { set, pods } = facts
  const window = windowOf(set)
  const byOrdinal = new Map<number, Pod | null>()
  for (const pod of pods) {
    const ordinal = ordinalOf(set.metadata.name, pod.metadata.name)
    if (ordinal === null) continue
    // Another's pod counts only where this set wants its own.
    if (isInWindow(window, ordinal) || isControlledBy(pod, set.metadata.uid)) byOrdinal.set(ordinal, pod)
  }
  for (const ordinal of missingOrdinals(window, byOrdinal)) byOrdinal.set(ordinal, null)
  return [...byOrdinal]
    .sort(([a], [b]) => a - b)
    .map(([ordinal, pod]) => {
      const podName = `${set.metadata.name}-${ordinal}`
      return { ordinal, podName, isWanted: isInWindow(window, ordinal), ...readPod(pod, facts, now) }
    })
}

function readPod(
  pod: Pod | null,
  facts: SetFacts,
  now: number,
): Pick<Ordinal, 'state' | 'isUpdated' | 'trouble'> {
  if (pod === null) return { state: 'missing', isUpdated: null, trouble: null }
  const found = podTrouble(pod, facts, now)
  const isUpdated = revisionOf(pod) === facts.set.status?.updateRevision
  return { state: stateOf(pod, found, now), isUpdated, trouble: found }
}

function stateOf(pod: Pod, found: Trouble | null, now: number): OrdinalState {
  if (found === null || found.reason === 'settling') return 'ready'
  if (isFailing(found, now)) return 'failing'
  return pod.metadata.deletionTimestamp === undefined ? 'starting' : 'terminating'
}
