import { nodeReadiness, nodeWord } from '../../kubernetes/node.ts'
import { controllerOf } from '../../kubernetes/owner.ts'
import type { Event, Pod } from '../../kubernetes/types.ts'
import { containersTrouble } from './container-trouble.ts'
import { type SetFacts, toMs } from './facts.ts'
import {
  claimTrouble,
  defaultPatience,
  newestEvent,
  shortPatience,
  type Trouble,
  trouble,
} from './trouble.ts'

type Surroundings = Pick<SetFacts, 'set' | 'events' | 'claims' | 'node' | 'classes'>

/** A pod may be over its time by this much before it is said, ms. */
const slack = 30_000

/**
 * Why a pod is not what the controller waits for (Running, Ready, and that for `minReadySeconds`), or null. Read in the
 * order in which a pod comes to life, so that the first cause is named and not its consequences.
 */
export function podTrouble(pod: Pod, around: Surroundings, now: number): Trouble | null {
  const ending = foreignTrouble(pod, around) ?? endingTrouble(pod, around)
  if (ending !== null) return ending
  if (pod.status?.phase === 'Running' && condition(pod, 'Ready')?.status === 'True')
    return settlingTrouble(pod, around, now)
  return (
    nodeTrouble(pod, around) ??
    schedulingTrouble(pod, around) ??
    containersTrouble(pod, around.events, now) ??
    volumeTrouble(pod, around.events) ??
    gateTrouble(pod) ??
    trouble('starting', toMs(pod.metadata.creationTimestamp), defaultPatience)
  )
}

export function condition(pod: Pod, type: string) {
  return pod.status?.conditions?.find((one) => one.type === type)
}

/** The controller finds the name taken and says nothing. */
function foreignTrouble(pod: Pod, { set }: Surroundings): Trouble | null {
  const owner = controllerOf(pod)
  if (owner?.uid === set.metadata.uid) return null
  // After its set was deleted with `orphan`, a pod has no owner until the controller adopts it.
  const patience = owner === undefined ? shortPatience : 0
  return trouble('foreign', toMs(pod.metadata.creationTimestamp), patience)
}

function endingTrouble(pod: Pod, around: Surroundings): Trouble | null {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, finalizers = [] } = pod.metadata
  if (deletionTimestamp === undefined) {
    const { phase = '', reason = '', message: detail = '' } = pod.status ?? {}
    if (phase !== 'Failed' && phase !== 'Succeeded') return null
    const since = toMs(condition(pod, 'Ready')?.lastTransitionTime ?? pod.metadata.creationTimestamp)
    // The controller deletes it and makes a new one.
    return trouble(reason === 'Evicted' ? 'evicted' : 'ended', since, shortPatience, { detail })
  }
  // The time by which it should be gone, the grace period included.
  const due = toMs(deletionTimestamp)
  const since = due - deletionGracePeriodSeconds * 1000
  const patience = due + slack - since
  const lost = nodeTrouble(pod, around)
  if (lost !== null) return { ...lost, since }
  if (finalizers.length > 0)
    return trouble('finalizer', since, patience, { facts: { name: finalizers.join(', ') } })
  const disruption = condition(pod, 'DisruptionTarget')
  if (disruption?.status === 'True')
    return trouble('disrupted', since, patience, { detail: disruption.message ?? disruption.reason ?? '' })
  return trouble('terminating', since, patience)
}

function settlingTrouble(pod: Pod, { set }: Surroundings, now: number): Trouble | null {
  const since = toMs(condition(pod, 'Ready')?.lastTransitionTime)
  const settled = since + (set.spec?.minReadySeconds ?? 0) * 1000
  return now < settled ? trouble('settling', since, Number.POSITIVE_INFINITY) : null
}

function nodeTrouble({ spec }: Pod, { node }: Surroundings): Trouble | null {
  const name = spec?.nodeName
  const found = name === undefined ? undefined : node(name)
  // One that is not there may be new: its first event is on its way.
  if (found === undefined || found === null || name === undefined) return null
  const word = nodeWord(found)
  if (word === null || word === 'ready') return null
  const { lastTransitionTime, message = '', reason = '' } = nodeReadiness(found.status) ?? {}
  // One that says so itself may be starting, or get over it.
  return word === 'silent'
    ? trouble('nodeLost', toMs(lastTransitionTime), 0, { facts: { node: name }, detail: message })
    : trouble('nodeNotReady', toMs(lastTransitionTime), shortPatience, {
        facts: { node: name },
        detail: message === '' ? reason : message,
      })
}

/** Its node is gone or cannot be reached: nobody can say that the pod does not run there. */
export function isNodeLost({ spec }: Pod, around: Pick<Surroundings, 'node'>): boolean {
  const nodeName = spec?.nodeName
  if (nodeName === undefined) return false
  const node = around.node(nodeName)
  return node === null || (node !== undefined && nodeWord(node) === 'silent')
}

function schedulingTrouble(pod: Pod, { claims, events, classes }: Surroundings): Trouble | null {
  const own = claims.filter(({ metadata }) => metadata.name.endsWith(`-${pod.metadata.name}`))
  const claim = own.map((one) => claimTrouble(one, events, classes)).find((one) => one !== null)
  const scheduled = condition(pod, 'PodScheduled')
  const isWaiting = scheduled?.status === 'False' || pod.spec?.nodeName === undefined
  // A claim that waits for its first consumer is not the cause; then the scheduler says what is.
  if (
    claim !== undefined &&
    (claim.reason !== 'claimPending' || (isWaiting && mentionsClaims(scheduled?.message)))
  )
    return claim
  if (scheduled?.status !== 'False') return null
  const since = toMs(scheduled.lastTransitionTime ?? undefined)
  const isGated = scheduled.reason === 'SchedulingGated'
  return trouble(isGated ? 'gated' : 'unschedulable', since, isGated ? defaultPatience : 0, {
    detail: scheduled.message ?? scheduled.reason ?? '',
  })
}

/** As the scheduler's volume plugin says it (pkg/scheduler/framework/plugins/volumebinding). */
function mentionsClaims(message = ''): boolean {
  return /persistentvolumeclaim/i.test(message)
}

/** The kubelet tells of volumes that it cannot mount in events alone. */
function volumeTrouble({ metadata }: Pod, events: readonly Event[]): Trouble | null {
  const isMount = ({ reason }: Event) => reason === 'FailedMount' || reason === 'FailedAttachVolume'
  const event = newestEvent(events, 'Pod', metadata.name, isMount)
  if (event === undefined || event.involvedObject.uid !== metadata.uid) return null
  // The first try may come before the volume is attached.
  return trouble('mount', toMs(event.firstTimestamp), slack, { detail: event.message ?? '' })
}

function gateTrouble(pod: Pod): Trouble | null {
  const ready = condition(pod, 'Ready')
  if (ready?.reason !== 'ReadinessGatesNotReady') return null
  const since = toMs(ready.lastTransitionTime ?? undefined)
  return trouble('readinessGate', since, defaultPatience, { detail: ready.message ?? '' })
}
