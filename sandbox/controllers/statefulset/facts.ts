import type { ObjectOf } from '../../api/objects.ts'

export type StatefulSet = ObjectOf<'statefulsets'>
export type Pod = ObjectOf<'pods'>
export type ControllerRevision = ObjectOf<'controllerrevisions'>
export type Claim = ObjectOf<'persistentvolumeclaims'>

export const revisionLabel = 'controller-revision-hash'

export function ordinalOf(set: StatefulSet, { metadata }: Pod): number | null {
  const prefix = `${set.metadata.name}-`
  const digits = metadata.name.startsWith(prefix) ? metadata.name.slice(prefix.length) : ''
  return /^\d+$/.test(digits) ? Number(digits) : null
}

/** The ordinals that a set wants: as many as somebody wrote, so nobody counts them all. `end` is not part of them. */
export function windowOf({ spec }: StatefulSet): { readonly start: number; readonly end: number } {
  const start = spec?.ordinals?.start ?? 0
  return { start, end: start + (spec?.replicas ?? 1) }
}

export function isWanted(set: StatefulSet, ordinal: number): boolean {
  const { start, end } = windowOf(set)
  return ordinal >= start && ordinal < end
}

export function revisionOf({ metadata }: Pod): string {
  return metadata.labels?.[revisionLabel] ?? ''
}

export function isTerminating({ metadata }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined
}

/** It ended by itself, or was evicted. */
export function isOver({ status }: Pod): boolean {
  return status?.phase === 'Failed' || status?.phase === 'Succeeded'
}

export function isReady({ status }: Pod): boolean {
  return status?.phase === 'Running' && readyCondition({ status })?.status === 'True'
}

/** When a ready pod counts as stable, epoch ms; null for one that is not ready. */
export function availableAt(set: StatefulSet, pod: Pod): number | null {
  if (!isReady(pod)) return null
  const seconds = set.spec?.minReadySeconds ?? 0
  return Date.parse(readyCondition(pod)?.lastTransitionTime ?? '') + seconds * 1000
}

/** What the controller waits for: ready for as long as the set demands, and not on its way out. */
export function isAvailable(set: StatefulSet, pod: Pod, now: number): boolean {
  const at = availableAt(set, pod)
  return at !== null && at <= now && !isTerminating(pod)
}

function readyCondition({ status }: { status?: Pod['status'] | undefined }) {
  return status?.conditions?.find(({ type }) => type === 'Ready')
}
