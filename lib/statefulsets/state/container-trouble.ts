import type { Event, Pod } from '../../kubernetes/types.ts'
import { toMs } from './facts.ts'
import {
  defaultPatience,
  newestEvent,
  type Reason,
  type Trouble,
  type TroubleFacts,
  trouble,
} from './trouble.ts'

type ContainerStatus = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number]
type Terminated = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>
type Container = NonNullable<Pod['spec']>['containers'][number]
type Probe = NonNullable<Container['readinessProbe']>

/** A container that ended as long ago, ms, ended for another reason than the one it is not ready for now. */
const recent = 10 * 60_000

/** What the kubelet says while a container cannot start (pkg/kubelet/images, pkg/kubelet/container). */
const waitingReasons: Readonly<Record<string, Reason>> = {
  ErrImagePull: 'image',
  ImagePullBackOff: 'image',
  InvalidImageName: 'image',
  ErrImageNeverPull: 'image',
  ImageInspectError: 'image',
  RegistryUnavailable: 'image',
  CreateContainerConfigError: 'config',
  CreateContainerError: 'start',
  RunContainerError: 'start',
  PreCreateHookError: 'start',
  PostStartHookError: 'start',
}

/** The first thing that keeps a pod's containers from being ready, or null while they are just being made. */
export function containersTrouble(pod: Pod, events: readonly Event[], now: number): Trouble | null {
  for (const status of pod.status?.initContainerStatuses ?? []) {
    if (isDone(pod, status)) continue
    return stateTrouble(pod, status, events, now) ?? initTrouble(pod, status)
  }
  for (const status of pod.status?.containerStatuses ?? []) {
    if (status.ready) continue
    const found = stateTrouble(pod, status, events, now)
    if (found !== null) return found
  }
  return null
}

/** An init container is over; a sidecar (an init container that goes on) has started. */
function isDone(pod: Pod, { name, started, state }: ContainerStatus): boolean {
  const isSidecar = specOf(pod, name)?.restartPolicy === 'Always'
  return isSidecar ? started === true : state?.terminated?.exitCode === 0
}

function initTrouble(pod: Pod, { name, state }: ContainerStatus): Trouble {
  const since = toMs(state?.running?.startedAt ?? pod.metadata.creationTimestamp)
  return trouble('initRunning', since, defaultPatience, {
    facts: { container: name },
    log: { container: name, previous: false },
  })
}

function stateTrouble(
  pod: Pod,
  status: ContainerStatus,
  events: readonly Event[],
  now: number,
): Trouble | null {
  const { waiting, terminated, running } = status.state ?? {}
  const last = status.lastState?.terminated
  if (waiting !== undefined) {
    if (waiting.reason === 'CrashLoopBackOff') return crashTrouble(pod, status, last, events)
    const reason = waitingReasons[waiting.reason ?? '']
    if (reason === undefined) return null
    const since = toMs(readyCondition(pod)?.lastTransitionTime ?? pod.metadata.creationTimestamp)
    const facts = { container: status.name, image: status.image }
    return trouble(reason, since, 0, { facts, detail: waiting.message ?? '' })
  }
  if (terminated !== undefined) return crashTrouble(pod, status, terminated, events)
  if (running === undefined || isInit(pod, status.name)) return null
  if (last !== undefined && now - toMs(last.finishedAt) < recent)
    return crashTrouble(pod, status, last, events)
  return unreadyTrouble(pod, status, toMs(running.startedAt), events)
}

function crashTrouble(
  pod: Pod,
  status: ContainerStatus,
  ended: Terminated | undefined,
  events: readonly Event[],
): Trouble {
  const facts: TroubleFacts = {
    container: status.name,
    restarts: status.restartCount,
    ...(ended === undefined ? {} : { exitCode: ended.exitCode }),
  }
  const more = {
    facts,
    detail: ended?.message ?? '',
    log: { container: status.name, previous: status.state?.terminated === undefined },
  }
  const since = toMs(readyCondition(pod)?.lastTransitionTime ?? ended?.finishedAt)
  if (ended?.reason === 'OOMKilled') {
    const limit = specOf(pod, status.name)?.resources?.limits?.memory
    return trouble('outOfMemory', since, 0, {
      ...more,
      facts: limit === undefined ? facts : { ...facts, limit },
    })
  }
  // 137 and 143 are the kubelet's own SIGKILL and SIGTERM, when a probe told it to.
  const probe = probeEvent(pod, events, /^(?:Liveness|Startup) probe (?:failed|errored)/)
  if (probe !== undefined && (ended?.exitCode === 137 || ended?.exitCode === 143))
    return trouble('probeKills', since, 0, { ...more, detail: probe.message ?? '' })
  return trouble('crash', since, 0, more)
}

/** It runs and is not ready: failing once its probe has had the tries that it allows itself. */
function unreadyTrouble(
  pod: Pod,
  { name, started }: ContainerStatus,
  startedAt: number,
  events: readonly Event[],
): Trouble {
  const { readinessProbe, startupProbe } = specOf(pod, name) ?? {}
  const log = { container: name, previous: false }
  if (started === false) {
    const detail = probeEvent(pod, events, /^Startup probe/)?.message ?? ''
    return trouble('startingUp', startedAt, budgetMs(startupProbe), {
      facts: { container: name },
      detail,
      log,
    })
  }
  const since = Math.max(startedAt, toMs(readyCondition(pod)?.lastTransitionTime))
  const detail = probeEvent(pod, events, /^Readiness probe/)?.message ?? ''
  return trouble('unready', since, budgetMs(readinessProbe), { facts: { container: name }, detail, log })
}

function probeEvent({ metadata }: Pod, events: readonly Event[], text: RegExp): Event | undefined {
  const isMeant = ({ reason, message, involvedObject }: Event) =>
    reason === 'Unhealthy' && involvedObject.uid === metadata.uid && text.test(message ?? '')
  return newestEvent(events, 'Pod', metadata.name, isMeant)
}

/** The time that a probe may fail before it counts, ms. Defaults: core/v1 Probe. */
function budgetMs({ initialDelaySeconds, periodSeconds, failureThreshold }: Probe = {}): number {
  return ((initialDelaySeconds ?? 0) + (periodSeconds ?? 10) * (failureThreshold ?? 3)) * 1000
}

function specOf(pod: Pod, name: string): Container | undefined {
  const all = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])]
  return all.find((container) => container.name === name)
}

function isInit(pod: Pod, name: string): boolean {
  return pod.spec?.initContainers?.some((container) => container.name === name) ?? false
}

function readyCondition(pod: Pod) {
  return pod.status?.conditions?.find(({ type }) => type === 'Ready')
}
