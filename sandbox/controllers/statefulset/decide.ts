import {
  isAvailable,
  isOver,
  isTerminating,
  isWanted,
  ordinalOf,
  type Pod,
  revisionOf,
  type StatefulSet,
  windowOf,
} from './facts.ts'

/** One thing that the controller does to one ordinal. */
export type Step =
  | { readonly do: 'create'; readonly ordinal: number }
  | { readonly do: 'delete'; readonly ordinal: number; readonly pod: Pod }
  /** Claims that are missing are made, and who owns them is set right. */
  | { readonly do: 'repair'; readonly ordinal: number; readonly pod: Pod }

export interface Situation {
  readonly set: StatefulSet
  readonly pods: readonly Pod[]
  /** The name of the revision that the template is. */
  readonly updateRevision: string
  /** Whether a claim of this ordinal still belongs to a pod that is gone, and goes with it. */
  readonly hasStaleClaim: (ordinal: number) => boolean
  /** Epoch ms. */
  readonly now: number
}

/** So many pods are made in one look; a set that wants more is looked at again. */
export const maxCreations = 100

/**
 * What is to be done next, in the order of pkg/controller/statefulset/stateful_set_control.go: first the wanted
 * ordinals upwards, then those outside of the window downwards, then the rollout downwards. With OrderedReady the first
 * ordinal that is not there and available ends it: nothing behind it is touched. That is also why a broken pod is not
 * replaced when its template was mended (kubernetes/kubernetes#67250): the rollout comes after it.
 */
export function decide(situation: Situation): Step[] {
  const isOrdered = situation.set.spec?.podManagementPolicy !== 'Parallel'
  const steps: Step[] = []
  for (const phase of [fillWindow, condemn, roll]) {
    for (const step of phase(situation)) {
      if (step === 'wait') {
        if (isOrdered) return steps
      } else {
        steps.push(step)
      }
    }
  }
  return steps
}

/** `wait` ends everything for a set that goes in order, and nothing for one that does not. */
type Move = Step | 'wait'

function* fillWindow({ set, pods, hasStaleClaim, now }: Situation): Generator<Move> {
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod), pod]))
  const { start, end } = windowOf(set)
  for (let ordinal = start, missing = 0; ordinal < end && missing < maxCreations; ordinal++) {
    const pod = byOrdinal.get(ordinal)
    if (pod === undefined) {
      missing++
      if (!hasStaleClaim(ordinal)) yield { do: 'create', ordinal }
      yield 'wait'
    } else if (isOver(pod)) {
      if (!isTerminating(pod)) yield { do: 'delete', ordinal, pod }
      yield 'wait'
    } else {
      if (pod.status?.phase === 'Pending') yield { do: 'repair', ordinal, pod }
      if (!isAvailable(set, pod, now)) yield 'wait'
      yield { do: 'repair', ordinal, pod }
    }
  }
}

function* condemn({ set, pods, now }: Situation): Generator<Move> {
  const condemned = condemnedOf(set, pods)
  for (const { pod } of condemned) yield { do: 'repair', ordinal: ordinalOf(set, pod) ?? 0, pod }
  // Everything wanted is healthy when an ordered set gets here, so the first unhealthy pod of all is one of these.
  const firstUnhealthy = condemned.toReversed().find(({ pod }) => !isAvailable(set, pod, now))?.pod
  for (const { ordinal, pod } of condemned) {
    if (isTerminating(pod)) {
      yield 'wait'
      continue
    }
    if (!isAvailable(set, pod, now) && pod !== firstUnhealthy) yield 'wait'
    yield { do: 'delete', ordinal, pod }
    yield 'wait'
  }
}

/** Pods outside of the window, the highest first. */
export function condemnedOf(
  set: StatefulSet,
  pods: readonly Pod[],
): { readonly ordinal: number; readonly pod: Pod }[] {
  return pods
    .map((pod) => ({ pod, ordinal: ordinalOf(set, pod) }))
    .filter(
      (one): one is { pod: Pod; ordinal: number } => one.ordinal !== null && !isWanted(set, one.ordinal),
    )
    .sort((a, b) => b.ordinal - a.ordinal)
}

function* roll({ set, pods, updateRevision, now }: Situation): Generator<Move> {
  if (set.spec?.updateStrategy?.type === 'OnDelete') return
  const { partition = 0, maxUnavailable = 1 } = set.spec?.updateStrategy?.rollingUpdate ?? {}
  const { start, end } = windowOf(set)
  const wanted = pods
    .map((pod) => ({ pod, ordinal: ordinalOf(set, pod) ?? -1 }))
    .filter(({ ordinal }) => ordinal >= start && ordinal < end)
    .sort((a, b) => b.ordinal - a.ordinal)
  const available = wanted.filter(({ pod }) => isAvailable(set, pod, now)).length
  let budget = atMostUnavailable(maxUnavailable, end - start) - (end - start - available)
  for (const { pod, ordinal } of wanted) {
    // The partition counts places in the window, not ordinals.
    if (budget <= 0 || ordinal < start + partition) return
    if (revisionOf(pod) === updateRevision || isTerminating(pod)) continue
    yield { do: 'delete', ordinal, pod }
    budget--
  }
}

/** A share is rounded down, but never to nothing (getStatefulSetMaxUnavailable). */
function atMostUnavailable(value: unknown, replicas: number): number {
  const text = String(value)
  const count = text.endsWith('%') ? Math.floor((replicas * Number.parseInt(text, 10)) / 100) : Number(text)
  return Math.max(1, count)
}
