import 'server-only'
import { listObjects } from '../../kubernetes/objects.ts'
import { isControlledBy } from '../../kubernetes/owner.ts'
import type { Place } from '../../kubernetes/place.ts'
import type { Pod, StatefulSet } from '../../kubernetes/types.ts'
import { isInWindow, isObserved, ordinalOf, partitionOf, revisionOf, toMs, windowOf } from '../state/facts.ts'

export interface OwnPod {
  readonly ordinal: number
  readonly pod: Pod
  readonly isUpdated: boolean
  readonly isReady: boolean
  /** Ready for `minReadySeconds`, and not on its way out. */
  readonly isAvailable: boolean
}

/** The pods of a set as the cluster has them now, not as the watch last heard: what is decided on them is written. */
export async function readOwnPods({ cluster, namespace }: Place, set: StatefulSet): Promise<OwnPod[]> {
  const { name, uid } = set.metadata
  const labels = Object.entries(set.spec?.selector.matchLabels ?? {})
  const labelSelector = labels.map(([key, value]) => `${key}=${value}`).join(',')
  const pods = await listObjects(cluster, 'pods', namespace, { labelSelector })
  return pods
    .flatMap((pod) => {
      const ordinal = ordinalOf(name, pod.metadata.name)
      return ordinal === null || !isControlledBy(pod, uid) ? [] : [toOwnPod(ordinal, pod, set)]
    })
    .sort((a, b) => a.ordinal - b.ordinal)
}

export function toOwnPod(ordinal: number, pod: Pod, { spec, status }: StatefulSet): OwnPod {
  const ready = pod.status?.conditions?.find(({ type, status: is }) => type === 'Ready' && is === 'True')
  const settledAt = toMs(ready?.lastTransitionTime ?? undefined) + (spec?.minReadySeconds ?? 0) * 1000
  const isEnding = pod.metadata.deletionTimestamp !== undefined
  return {
    ordinal,
    pod,
    isUpdated: revisionOf(pod) === status?.updateRevision,
    isReady: ready !== undefined,
    isAvailable: ready !== undefined && !isEnding && settledAt <= Date.now(),
  }
}

/** The ordinals that a set wants, and those of them that a rollout brings to the newest revision. */
export function wantedOrdinals(set: StatefulSet): { readonly all: number[]; readonly rolled: number[] } {
  const window = windowOf(set)
  const all = Array.from({ length: window.count }, (_, index) => window.start + index)
  return { all, rolled: all.slice(partitionOf(set)) }
}

/** Ordinals of a rollout whose pods are on the newest revision, or come back on it; none before the controller has named that. */
export function newOrdinals(set: StatefulSet, pods: readonly OwnPod[]): number[] {
  if (!isObserved(set)) return []
  const old = pods.filter(({ isUpdated }) => !isUpdated).map(({ ordinal }) => ordinal)
  return wantedOrdinals(set).rolled.filter((ordinal) => !old.includes(ordinal))
}

export function isWanted(set: StatefulSet, { ordinal }: OwnPod): boolean {
  return isInWindow(windowOf(set), ordinal)
}
