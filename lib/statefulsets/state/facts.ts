import { ordinalAfter } from '../../claim-names.ts'
import type { Event, Node, PersistentVolumeClaim, Pod, Service, StatefulSet } from '../../kubernetes/types.ts'

/** All that the state of one set is derived from, as the cluster told it. */
export interface SetFacts {
  readonly set: StatefulSet
  /** Pods that are called `<set>-<n>`, whoever owns them. */
  readonly pods: readonly Pod[]
  /** Claims that are called `<template>-<set>-<n>`. */
  readonly claims: readonly PersistentVolumeClaim[]
  /** Warnings about the set, its pods and its claims. */
  readonly events: readonly Event[]
  /** Null for a node that is not there; undefined where nodes may not be seen. */
  readonly node: (name: string) => Node | null | undefined
  /** The Service that `serviceName` names; null when there is none, undefined when that is not known. */
  readonly service: Service | null | undefined
  /** Undefined where classes may not be seen. */
  readonly classes: { readonly names: ReadonlySet<string>; readonly hasDefault: boolean } | undefined
  /** When the present generation was first seen unobserved, epoch ms; null when it is observed. */
  readonly laggingSince: number | null
  /** Pods that `missingOrdinals` names → when that was first seen, epoch ms. The cluster itself does not say. */
  readonly missingSince: ReadonlyMap<string, number>
}

/** The ordinals that a set wants: `start` to `start + count - 1`. */
export interface Window {
  readonly start: number
  readonly count: number
}

export function windowOf({ spec }: StatefulSet): Window {
  return { start: spec?.ordinals?.start ?? 0, count: spec?.replicas ?? 1 }
}

export function isInWindow({ start, count }: Window, ordinal: number): boolean {
  return ordinal >= start && ordinal < start + count
}

/** Nobody looks at more pods that are not there one by one; anybody may ask a cluster for millions. */
const maxMissing = 500

/** Ordinals that are wanted and have no pod, the lowest first; of very many the lowest only. */
export function missingOrdinals(
  { start, count }: Window,
  isThere: { has: (ordinal: number) => boolean },
): number[] {
  const missing: number[] = []
  for (let index = 0; index < count && missing.length < maxMissing; index++)
    if (!isThere.has(start + index)) missing.push(start + index)
  return missing
}

/** The ordinal in a pod's name, or null when the pod cannot be this set's (`<set>-<n>`, no leading zeros). */
export function ordinalOf(setName: string, podName: string): number | null {
  return ordinalAfter(setName, podName)
}

/** How many low ordinals keep the former revision. */
export function partitionOf({ spec }: StatefulSet): number {
  return spec?.updateStrategy?.rollingUpdate?.partition ?? 0
}

/** Whether the controller has seen all that is wanted of the set. */
export function isObserved({ metadata, status }: StatefulSet): boolean {
  return (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0)
}

export function isOnDelete({ spec }: StatefulSet): boolean {
  return spec?.updateStrategy?.type === 'OnDelete'
}

/** Whether one pod that is not ready holds up all others. */
export function isOrdered({ spec }: StatefulSet): boolean {
  return spec?.podManagementPolicy !== 'Parallel'
}

export function revisionOf(pod: Pod): string | undefined {
  return pod.metadata.labels?.['controller-revision-hash']
}

/** Epoch ms of an ISO 8601 text; 0 for none. */
export function toMs(time: string | undefined): number {
  const ms = time === undefined ? Number.NaN : Date.parse(time)
  return Number.isNaN(ms) ? 0 : ms
}
