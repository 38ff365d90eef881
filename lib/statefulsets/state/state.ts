import { type Blocker, findBlocker, standsStillFrom } from './blocker.ts'
import { isOnDelete, isOrdered, partitionOf, type SetFacts } from './facts.ts'
import { heldAnnotation } from './held.ts'
import { type Note, readNotes } from './notes.ts'
import { type Ordinal, readOrdinals } from './ordinals.ts'
import { isFailing } from './trouble.ts'

/** In the order in which they need attention. */
export const setStates = ['stuck', 'updating', 'scaling', 'deleting', 'held', 'running', 'stopped'] as const
export type SetState = (typeof setStates)[number]

export interface Progress {
  readonly desired: number
  /** Pods that exist, terminating ones included. */
  readonly existing: number
  readonly ready: number
  readonly available: number
  /** Pods on the newest revision. */
  readonly updated: number
  /** How many pods the rollout brings to the newest revision; the others are held by the partition. */
  readonly toUpdate: number
  /** Whether two revisions live side by side. */
  readonly isMixed: boolean
}

export interface SetStatus {
  readonly state: SetState
  readonly progress: Progress
  readonly ordinals: readonly Ordinal[]
  /** What the set waits for, also while that is still as it should be; null when it waits for nothing. */
  readonly blocker: Blocker | null
  readonly notes: readonly Note[]
  /** Epoch ms at which this answer changes although nothing happens; null when it never does. */
  readonly changesAt: number | null
}

/** Ordinal's own notes on a set. */
export const annotations = {
  description: 'ordinal.io/description',
  /** The replicas to which a stopped set returns. */
  replicas: 'ordinal.io/replicas',
  /** The partition to which a held rollout returns: see held.ts. */
  heldPartition: heldAnnotation,
} as const

/**
 * The state of a set as a person means it. Pure: list, detail, filters and metrics all ask here. Rules: the status counts
 * once the controller has seen the present generation; a partition holds back that many low ordinals, and what it holds
 * back is finished; the same blocker for too long, or one that never mends itself, is `stuck`.
 */
export function readState(facts: SetFacts, now: number): SetStatus {
  const progress = readProgress(facts)
  const ordinals = readOrdinals(facts, now)
  const blocker = findBlocker(facts, ordinals, now)
  const isStuck = blocker !== null && isFailing(blocker, now)
  const state = isStuck ? 'stuck' : stateOf(facts, progress, blocker)
  return {
    state,
    progress,
    ordinals,
    blocker,
    notes: readNotes(facts),
    changesAt: changesAt(facts, ordinals, blocker, now),
  }
}

function readProgress({ set }: SetFacts): Progress {
  const { spec, status } = set
  const desired = spec?.replicas ?? 1
  const isMixed =
    status?.updateRevision !== undefined &&
    status.currentRevision !== status.updateRevision &&
    (status.updatedReplicas ?? 0) < desired
  return {
    desired,
    existing: status?.replicas ?? 0,
    ready: status?.readyReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
    updated: status?.updatedReplicas ?? 0,
    toUpdate: isOnDelete(set) ? 0 : Math.max(0, desired - partitionOf(set)),
    isMixed,
  }
}

function stateOf({ set, laggingSince }: SetFacts, progress: Progress, blocker: Blocker | null): SetState {
  if (set.metadata.deletionTimestamp !== undefined) return 'deleting'
  const { desired, existing, available, updated, toUpdate, isMixed } = progress
  const isRolling = isMixed && updated < toUpdate
  if (existing > desired) return 'scaling'
  if (desired === 0) return laggingSince === null ? 'stopped' : 'scaling'
  if (isRolling) return 'updating'
  if (existing < desired) return 'scaling'
  if (laggingSince !== null || available < desired || blocker !== null) return 'updating'
  return isMixed && !isOnDelete(set) ? 'held' : 'running'
}

function changesAt(
  facts: SetFacts,
  ordinals: readonly Ordinal[],
  blocker: Blocker | null,
  now: number,
): number | null {
  const settle = (facts.set.spec?.minReadySeconds ?? 0) * 1000
  const times = [blocker, ...ordinals.map(({ trouble }) => trouble)]
    .filter((one) => one !== null)
    .map(({ reason, since, patience }) => since + (reason === 'settling' ? settle : patience))
    .concat(isOrdered(facts.set) || blocker === null ? [] : (standsStillFrom(facts, ordinals) ?? []))
    .filter((time) => time > now && Number.isFinite(time))
  return times.length === 0 ? null : Math.min(...times)
}
