import { type Behaviour, type Container, type Pod, pullFault } from './behaviours.ts'

export type ContainerStatus = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number]
type Terminated = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>

/** What a step of a container may look at. Times are epoch ms. */
export interface StepFacts {
  readonly container: Container
  readonly behaviour: Behaviour
  readonly status: ContainerStatus
  /** Since when the container is in its state. */
  readonly since: number
  readonly now: number
  /** Multiplies all durations. */
  readonly pace: number
  /** A ConfigMap or Secret that it cannot do without, in the kubelet's words; null when all are there. */
  readonly missing: string | null
  /** It prepares something and is done, as init containers are. */
  readonly isToEnd: boolean
  /** When the pod was made. */
  readonly bornAt: number
  readonly id: string
  /** As the kubelet names a pod: `name_namespace(uid)`. */
  readonly podName: string
}

export interface Step {
  /** Epoch ms. */
  readonly at: number
  readonly status: ContainerStatus
  /** What is said about it, as events. */
  readonly events?: readonly StepEvent[]
}

export interface StepEvent {
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
}

const pullMs = 900
const imageBytes = 48_214_016
/** The first restart comes at once; then 10 s, twice as long each time, five minutes at most (pkg/kubelet). */
const backOffMs = (restarts: number) => (restarts === 0 ? 0 : Math.min(10_000 * 2 ** (restarts - 1), 300_000))

/** As long as the pod has waited already, between 10 s and five minutes. */
const pullBackOffMs = ({ since, bornAt }: StepFacts) => Math.min(Math.max(10_000, since - bornAt), 300_000)

/**
 * The states of a container, each with what comes after it and when; null where it stays. The words are the kubelet's.
 */
export const steps: Readonly<Record<string, (facts: StepFacts) => Step | null>> = {
  ContainerCreating: (facts) => {
    const { container, status, since, pace, missing } = facts
    const fault = pullFault(container.image ?? '')
    const at = since + pullMs * pace
    if (fault !== null) return failedPull(facts, at, fault)
    if (missing === null) return start(facts, at)
    return {
      at,
      status: waiting(status, 'CreateContainerConfigError', missing),
      events: [...pulled(container), warning('Failed', `Error: ${missing}`)],
    }
  },
  CreateContainerConfigError: (facts) => (facts.missing === null ? restart(facts, facts.now) : null),
  ErrImagePull: ({ container, status, since, pace }) => ({
    at: since + 1000 * pace,
    status: waiting(
      status,
      'ImagePullBackOff',
      `Back-off pulling image "${container.image}": ErrImagePull: ${status.state?.waiting?.message ?? ''}`,
    ),
    events: [
      normal('BackOff', `Back-off pulling image "${container.image}"`),
      warning('Failed', 'Error: ImagePullBackOff'),
    ],
  }),
  ImagePullBackOff: (facts) => {
    const fault = pullFault(facts.container.image ?? '')
    const at = facts.since + pullBackOffMs(facts) * facts.pace
    return fault === null ? start(facts, at) : failedPull(facts, at, fault)
  },
  Running: (facts) => {
    const { behaviour, status, since, pace } = facts
    if (behaviour.ending === null) return null
    const { afterMs, code, reason } = behaviour.ending
    const at = since + afterMs * pace
    const terminated = ended(facts, at, code, reason)
    return { at, status: { ...status, ready: false, started: false, state: { terminated } } }
  },
  Terminated: (facts) => {
    const { container, status, since, pace, isToEnd, podName } = facts
    const last = status.state?.terminated
    if (last === undefined || (isToEnd && last.exitCode === 0)) return null
    if (status.restartCount === 0) return restart(facts, since + 400 * pace, last)
    const wait = backOffMs(status.restartCount)
    const message = `back-off ${duration(wait)} restarting failed container=${container.name} pod=${podName}`
    return {
      at: since + 400 * pace,
      status: { ...waiting(status, 'CrashLoopBackOff', message), lastState: { terminated: last } },
      events: [
        warning('BackOff', `Back-off restarting failed container ${container.name} in pod ${podName}`),
      ],
    }
  },
  CrashLoopBackOff: (facts) =>
    restart(
      facts,
      facts.since + backOffMs(facts.status.restartCount) * facts.pace,
      facts.status.lastState?.terminated,
    ),
}

export function stateOf({ state }: ContainerStatus): string {
  if (state?.running !== undefined) return 'Running'
  return state?.terminated === undefined ? (state?.waiting?.reason ?? 'ContainerCreating') : 'Terminated'
}

/** A container before anything was done for it. */
export function created({ name, image = '' }: Container): ContainerStatus {
  const state = { waiting: { reason: 'ContainerCreating' } }
  return { name, image, imageID: '', ready: false, restartCount: 0, started: false, lastState: {}, state }
}

function waiting(status: ContainerStatus, reason: string, message: string): ContainerStatus {
  return { ...status, ready: false, started: false, state: { waiting: { reason, message } } }
}

function failedPull({ container: { image }, status }: StepFacts, at: number, fault: string): Step {
  return {
    at,
    status: waiting(status, 'ErrImagePull', fault),
    events: [
      normal('Pulling', `Pulling image "${image}"`),
      warning('Failed', `Failed to pull image "${image}": ${fault}`),
      warning('Failed', 'Error: ErrImagePull'),
    ],
  }
}

/** What a node says of an image that it has not had. */
function pulled({ image }: Container): StepEvent[] {
  const took = `${pullMs}ms (${pullMs}ms including waiting)`
  return [
    normal('Pulling', `Pulling image "${image}"`),
    normal('Pulled', `Successfully pulled image "${image}" in ${took}. Image size: ${imageBytes} bytes.`),
  ]
}

/** Its image is there from the first time. */
function restart(facts: StepFacts, at: number, last?: Terminated): Step {
  const message = `Container image "${facts.container.image}" already present on machine and can be accessed by the pod`
  return start(facts, at, last, [normal('Pulled', message)])
}

function start(
  { container, status, id }: StepFacts,
  at: number,
  last?: Terminated,
  image: readonly StepEvent[] = pulled(container),
): Step {
  const running = { startedAt: stamp(at) }
  return {
    at,
    status: {
      ...status,
      image: container.image ?? '',
      imageID: `sandbox/${container.image}`,
      containerID: `sandbox://${id}-${status.restartCount + (last === undefined ? 0 : 1)}`,
      restartCount: status.restartCount + (last === undefined ? 0 : 1),
      started: true,
      state: { running },
      lastState: last === undefined ? {} : { terminated: last },
    },
    events: [...image, normal('Created', 'Container created'), normal('Started', 'Container started')],
  }
}

export function ended(
  { status, since }: Pick<StepFacts, 'status' | 'since'>,
  at: number,
  exitCode: number,
  reason: string,
): Terminated {
  const containerID = status.containerID ?? ''
  return { exitCode, reason, startedAt: stamp(since), finishedAt: stamp(at), containerID }
}

function normal(reason: string, message: string): StepEvent {
  return { type: 'Normal', reason, message }
}

function warning(reason: string, message: string): StepEvent {
  return { type: 'Warning', reason, message }
}

/** As Go writes whole seconds: `40s`, `1m20s`. */
function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  return `${minutes === 0 ? '' : `${minutes}m`}${(ms % 60_000) / 1000}s`
}

function stamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}
