import { isObserved, isOnDelete, isOrdered, partitionOf, type SetFacts, toMs, windowOf } from './facts.ts'
import type { Ordinal } from './ordinals.ts'
import {
  defaultPatience,
  isFailing,
  newestEvent,
  refusalTrouble,
  shortPatience,
  type Trouble,
  trouble,
} from './trouble.ts'

/** What the set waits for, and who waits behind it. */
export interface Blocker extends Trouble {
  /** Null when the set as a whole waits. */
  readonly ordinal: number | null
  readonly podName: string
  /** Ordinals that Kubernetes does not touch before this is over. */
  readonly waiting: readonly number[]
  /** How many they are, with those that have no cell. */
  readonly waitingCount: number
  /**
   * The corrected template is saved, but this pod has the former one and Kubernetes replaces it only once it is ready,
   * which it never will be (kubernetes/kubernetes#67250; with Parallel #137409). Deleting exactly this pod lets the
   * rollout go on.
   */
  readonly isTrapped: boolean
}

/**
 * The one ordinal that everything waits for. With OrderedReady the controller stops at the first, from the lowest up,
 * that is not there, not Running and Ready or not yet available, and neither rolls nor scales down before it is
 * (pkg/controller/statefulset/stateful_set_control.go). With Parallel each stands alone; the worst is named.
 */
export function findBlocker(facts: SetFacts, ordinals: readonly Ordinal[], now: number): Blocker | null {
  const { set } = facts
  if (set.metadata.deletionTimestamp !== undefined) return null
  const troubled = ordinals
    .map((cell) => ({ cell, found: cell.trouble ?? missingTrouble(facts, cell) }))
    .filter((one): one is { cell: Ordinal; found: Trouble } => one.found !== null)
  const wanted = troubled.filter(({ cell }) => cell.isWanted)
  const leaving = troubled.filter(({ cell }) => !cell.isWanted).reverse()
  const first = isOrdered(set) ? (wanted[0] ?? leaving[0]) : worst([...wanted, ...leaving], now)
  if (first === undefined) return lagging(facts)
  const { cell, found } = first
  const waiting = isOrdered(set) ? waitingBehind(facts, ordinals, cell) : []
  return {
    ...found,
    ordinal: cell.ordinal,
    podName: cell.podName,
    waiting,
    waitingCount: waiting.length + (isOrdered(set) ? unseen(facts, ordinals) : 0),
    isTrapped: isTrapped(facts, cell, found, now) && mayStandStill(facts, ordinals, now),
  }
}

type Troubled = { readonly cell: Ordinal; readonly found: Trouble }

function worst(all: readonly Troubled[], now: number): Troubled | undefined {
  return all.find(({ found }) => isFailing(found, now)) ?? all[0]
}

/** A pod that should be there: refused by the cluster, held up by its former claim, or just being made. */
function missingTrouble(facts: SetFacts, { state, podName, isWanted }: Ordinal): Trouble | null {
  if (state !== 'missing' || !isWanted) return null
  const { set, events, claims, missingSince } = facts
  const isRefusal = ({ reason, message = '' }: SetFacts['events'][number]) =>
    reason === 'FailedCreate' && names(message, podName)
  const refusal = newestEvent(events, 'StatefulSet', set.metadata.name, isRefusal)
  if (refusal !== undefined) return refusalTrouble(refusal)
  const claim = claims.find(
    ({ metadata }) => metadata.deletionTimestamp !== undefined && metadata.name.endsWith(`-${podName}`),
  )
  const wantedSince = toMs(set.metadata.managedFields?.[0]?.time ?? set.metadata.creationTimestamp)
  const since = Math.max(wantedSince, missingSince.get(podName) ?? 0)
  if (claim === undefined) return trouble('missing', since, defaultPatience)
  return trouble('claimEnding', toMs(claim.metadata.deletionTimestamp), shortPatience, {
    facts: { claim: claim.metadata.name },
  })
}

/** Whether a message names exactly this pod (`web-1`, not `web-10`), or a claim of it. */
function names(message: string, podName: string): boolean {
  return message.split(/[^a-z0-9.-]+/).some((word) => word === podName || word.endsWith(`-${podName}`))
}

function lagging({ set, laggingSince }: SetFacts): Blocker | null {
  if (laggingSince === null) return null
  const found = trouble('controller', laggingSince, shortPatience)
  return {
    ...found,
    ordinal: null,
    podName: set.metadata.name,
    waiting: [],
    waitingCount: 0,
    isTrapped: false,
  }
}

/** Missing ordinals above it, old ones that the rollout has not reached, and pods on their way out. */
function waitingBehind({ set }: SetFacts, ordinals: readonly Ordinal[], blocker: Ordinal): number[] {
  const firstRolled = isOnDelete(set) ? Number.POSITIVE_INFINITY : windowOf(set).start + partitionOf(set)
  const waits = ({ ordinal, state, isWanted, isUpdated }: Ordinal) =>
    !isWanted ||
    (state === 'missing' && ordinal > blocker.ordinal) ||
    (isUpdated === false && ordinal >= firstRolled)
  return ordinals.filter((cell) => cell !== blocker && waits(cell)).map(({ ordinal }) => ordinal)
}

/** Missing pods that have no cell: above all that have one. */
function unseen({ set }: SetFacts, ordinals: readonly Ordinal[]): number {
  return windowOf(set).count - ordinals.filter(({ isWanted }) => isWanted).length
}

function isTrapped({ set }: SetFacts, cell: Ordinal, found: Trouble, now: number): boolean {
  const comesBackNew = cell.ordinal >= windowOf(set).start + partitionOf(set)
  const isAlive = cell.state === 'failing' && found.reason !== 'foreign' && cell.isWanted
  return (
    isAlive &&
    isFailing(found, now) &&
    !isOnDelete(set) &&
    isObserved(set) &&
    comesBackNew &&
    cell.isUpdated === false
  )
}

/** A controller that has something to do does it in less, ms. */
const stillMs = 30_000

/** With OrderedReady the controller is known to wait; with Parallel it does once it stands still. */
function mayStandStill(facts: SetFacts, ordinals: readonly Ordinal[], now: number): boolean {
  if (isOrdered(facts.set)) return true
  const since = standsStillFrom(facts, ordinals)
  return since !== null && now >= since
}

/**
 * With Parallel a broken pod of a former revision is replaced like any other, but for controllers that count it among
 * those that may be away (1.35 with the feature gate of maxUnavailable). Which one it is shows in nothing but this: each
 * pod is there, the new ones are available, and still nothing moves. From when on that is so, epoch ms; null while
 * something is on its way.
 */
export function standsStillFrom(
  { set, pods }: Pick<SetFacts, 'set' | 'pods'>,
  ordinals: readonly Ordinal[],
): number | null {
  const isSettled = ({ state, isUpdated, trouble: own }: Ordinal) =>
    isUpdated === true ? own === null : state === 'ready' || state === 'failing'
  const isEnding = pods.some(({ metadata }) => metadata.deletionTimestamp !== undefined)
  if (isEnding || !ordinals.every((one) => one.isWanted && isSettled(one))) return null
  const moved = pods.flatMap(({ metadata, status }) => [
    toMs(metadata.creationTimestamp),
    ...(status?.conditions ?? []).map(({ lastTransitionTime }) => toMs(lastTransitionTime)),
  ])
  return Math.max(toMs(set.metadata.managedFields?.[0]?.time), ...moved) + stillMs
}
