import type { Pod, StatefulSet } from '../../kubernetes/types.ts'
import { isObserved, isOnDelete, isOrdered, partitionOf, toMs, windowOf } from './facts.ts'
import { type Held, readHeld } from './held.ts'

/** What decides how a rollout goes, beside the ordinals themselves; plain data, as it goes to the browser. */
export interface Rollout {
  /** The first ordinal that is wanted; a partition counts from here. */
  readonly start: number
  readonly desired: number
  readonly partition: number
  readonly isOnDelete: boolean
  /** Whether one pod that is not ready holds up all others (OrderedReady). */
  readonly isOrdered: boolean
  /** As the set says it: a number, or a share such as `25%`; null when it says nothing. */
  readonly maxUnavailable: number | string | null
  readonly minReadySeconds: number
  /** Pods that have been ready for so long. */
  readonly available: number
  /** What new pods below the partition run, and what all others do. */
  readonly currentRevision: string
  readonly updateRevision: string
  /** Counts the changes of what is wanted. */
  readonly generation: number
  /** Whether the controller has not taken up the newest change yet. */
  readonly isLagging: boolean
  /** Null when the rollout is not held. */
  readonly held: Held | null
  /** How long the present pods took from their creation to being ready, in ms; only where it is known. */
  readonly startups: readonly number[]
}

export function readRollout(set: StatefulSet, pods: readonly Pod[]): Rollout {
  const { spec, status, metadata } = set
  const { start, count } = windowOf(set)
  return {
    start,
    desired: count,
    partition: partitionOf(set),
    isOnDelete: isOnDelete(set),
    isOrdered: isOrdered(set),
    maxUnavailable: spec?.updateStrategy?.rollingUpdate?.maxUnavailable ?? null,
    minReadySeconds: spec?.minReadySeconds ?? 0,
    available: status?.availableReplicas ?? 0,
    currentRevision: status?.currentRevision ?? '',
    updateRevision: status?.updateRevision ?? '',
    generation: metadata.generation ?? 0,
    isLagging: !isObserved(set),
    held: readHeld(set),
    startups: pods.flatMap((pod) => startupOf(pod) ?? []),
  }
}

/** Null where a restart of a container has moved the time at which the pod became ready. */
function startupOf({ metadata, status }: Pod): number | null {
  const ready = status?.conditions?.find(({ type, status: is }) => type === 'Ready' && is === 'True')
  const isFirst = (status?.containerStatuses ?? []).every(({ restartCount }) => restartCount === 0)
  const took = toMs(ready?.lastTransitionTime ?? undefined) - toMs(metadata.creationTimestamp)
  return ready === undefined || !isFirst || took < 0 ? null : took
}
