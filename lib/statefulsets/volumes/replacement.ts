import { controllerOf } from '../../kubernetes/owner.ts'
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../kubernetes/types.ts'
import { withoutServerFields } from '../../manifests/server-fields.ts'
import { isInWindow, isObserved, ordinalOf, revisionOf, windowOf } from '../state/facts.ts'
import { retentionOf } from './retention.ts'

/**
 * A set is made anew under its running pods, since the API refuses a change of its claim templates: it is deleted with
 * `Orphan`, which leaves the pods without an owner, and created again; its controller adopts pods that its selector and
 * names fit, and leaves them running when the template is the same (docs/decisions/0015).
 */
export const operationMark = 'ordinal.io/operation'

/** What must be in the database before the set is deleted. */
export interface ReplacementMemo {
  /** The whole set as it was deleted. */
  readonly saved: StatefulSet
  /** The running pods then. */
  readonly pods: readonly { readonly name: string; readonly uid: string; readonly restarts: number }[]
  /** The policy before it was lifted for the deletion. */
  readonly whenDeleted: 'Retain' | 'Delete'
  /** From here on, a set that is away is away because of us. */
  readonly isRemoving: boolean
  /** The set that was made in its place; null before. */
  readonly madeUid: string | null
}

export interface ReplacementWorld {
  readonly runId: string
  /** Of the set with which the operation began. */
  readonly firstUid: string
  readonly set: StatefulSet | null
  /** Called `<set>-<n>`. */
  readonly pods: readonly Pod[]
  /** Called `<template>-<set>-<n>`. */
  readonly claims: readonly PersistentVolumeClaim[]
  readonly memo: ReplacementMemo | null
  /** Whether the set's templates are as the operation wants them. */
  readonly isSatisfied: (set: StatefulSet) => boolean
}

export type ReplacementMove =
  /** It is not what the operation began with, and is not touched. */
  | 'overtaken'
  /** Two revisions live side by side; a new set would know but one. */
  | 'wait-rollout'
  | 'lift-retention'
  | 'wait-release'
  | 'remove'
  | 'wait-removal'
  | 'create'
  | 'note-made'
  | 'wait-adoption'
  | 'restore'
  | 'done'

/** The next single move, from nothing but what is there now and what was saved before it could be lost. */
export function decideReplacement(world: ReplacementWorld): ReplacementMove {
  const { set, memo } = world
  if (set === null) return decideWithout(world)
  if (!isKnown(world, set)) return 'overtaken'
  if (set.metadata.deletionTimestamp !== undefined) return isLeaving(set, memo) ? 'wait-removal' : 'overtaken'
  const isNew = set.metadata.uid !== world.firstUid
  if (isNew && (memo?.madeUid !== set.metadata.uid || memo.isRemoving)) return 'note-made'
  if (!world.isSatisfied(set)) return decideRemoval(world, set)
  if (!isNew) return 'done'
  if (!isAdopted(world, set)) return 'wait-adoption'
  return isRestored(set, memo) ? 'done' : 'restore'
}

/**
 * Our deletion leaves the pods running without an owner. Where none of them is left so, somebody else has deleted the set
 * with its pods, and means it.
 */
function decideWithout({ memo, pods }: ReplacementWorld): ReplacementMove {
  if (memo === null || !memo.isRemoving) return 'overtaken'
  const { uid } = memo.saved.metadata
  const known = new Set(memo.pods.map((pod) => pod.uid))
  const isLeft = pods.some(
    ({ metadata }) =>
      known.has(metadata.uid) && metadata.deletionTimestamp === undefined && !isOwnedBy(metadata, uid),
  )
  return isLeft || known.size === 0 ? 'create' : 'overtaken'
}

function decideRemoval({ pods, claims, memo }: ReplacementWorld, set: StatefulSet): ReplacementMove {
  if (!isObserved(set) || isMixed(set, pods)) return 'wait-rollout'
  if (retentionOf(set).whenDeleted === 'Delete') return 'lift-retention'
  // The controller lets go of the claims of pods that are there. The others' owner is taken off with the orphaning.
  const isHeld = claims.some(
    (claim) =>
      isOwnedBy(claim.metadata, set.metadata.uid) &&
      pods.some((pod) => claim.metadata.name.endsWith(`-${pod.metadata.name}`)),
  )
  return isHeld && memo?.whenDeleted === 'Delete' ? 'wait-release' : 'remove'
}

/** Whether pods of two revisions live side by side. A set that is made anew knows its newest alone. */
export function isMixed({ metadata, status }: StatefulSet, pods: Iterable<Pod>): boolean {
  return [...pods].some(
    (pod) => isOwnedBy(pod.metadata, metadata.uid) && revisionOf(pod) !== status?.updateRevision,
  )
}

/** Whether a set is the one that the operation began with, or the one that it made in its place. */
export function isKnown({ runId, firstUid, memo }: ReplacementWorld, { metadata }: StatefulSet): boolean {
  const isOurs = metadata.uid === memo?.madeUid || metadata.annotations?.[operationMark] === runId
  return metadata.uid === firstUid || isOurs
}

/** On its way out by our own deletion. */
function isLeaving({ metadata }: StatefulSet, memo: ReplacementMemo | null): boolean {
  return memo?.isRemoving === true && (metadata.finalizers ?? []).includes('orphan')
}

/** Whether the set has taken up each pod that it wants, that is there, and that nobody else controls. */
function isAdopted({ pods }: ReplacementWorld, set: StatefulSet): boolean {
  if (!isObserved(set)) return false
  const free = pods.filter(
    (pod) =>
      isInWindow(windowOf(set), ordinalOf(set.metadata.name, pod.metadata.name) ?? -1) &&
      controllerOf(pod) === undefined,
  )
  return free.length === 0
}

function isRestored({ metadata, spec }: StatefulSet, memo: ReplacementMemo | null): boolean {
  const whenDeleted = spec?.persistentVolumeClaimRetentionPolicy?.whenDeleted ?? 'Retain'
  return (
    metadata.annotations?.[operationMark] === undefined && whenDeleted === (memo?.whenDeleted ?? whenDeleted)
  )
}

export function isOwnedBy({ ownerReferences = [] }: Pod['metadata'], uid: string): boolean {
  return ownerReferences.some((owner) => owner.uid === uid)
}

/** What is sent to make the set anew: as it was saved, without what the server writes, marked as ours. */
export function remake(
  saved: StatefulSet,
  runId: string,
  change: (spec: NonNullable<StatefulSet['spec']>) => NonNullable<StatefulSet['spec']>,
): object {
  const { metadata, spec, ...rest } = withoutServerFields({ ...saved }) as unknown as StatefulSet
  const { finalizers = [], ...kept } = metadata
  const own = finalizers.filter((one) => one !== 'orphan' && one !== 'foregroundDeletion')
  return {
    ...rest,
    ...{ apiVersion: 'apps/v1', kind: 'StatefulSet' },
    metadata: {
      ...kept,
      ...(own.length === 0 ? {} : { finalizers: own }),
      annotations: { ...metadata.annotations, [operationMark]: runId },
    },
    ...(spec === undefined ? {} : { spec: change(spec) }),
  }
}

/** Restarts of all containers of a pod, its sidecars too. */
export function restartsOf({ status }: Pod): number {
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]
  return all.reduce((sum, { restartCount }) => sum + restartCount, 0)
}

/** Pods that are not the ones that ran before, or were restarted since; none when all went well. */
export function disturbedPods({ pods, memo }: Pick<ReplacementWorld, 'pods' | 'memo'>): string[] {
  const byName = new Map(pods.map((pod) => [pod.metadata.name, pod]))
  return (memo?.pods ?? [])
    .filter(({ name, uid, restarts }) => {
      const pod = byName.get(name)
      return pod === undefined || pod.metadata.uid !== uid || restartsOf(pod) !== restarts
    })
    .map(({ name }) => name)
}
