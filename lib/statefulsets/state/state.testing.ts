import type { Event, Node, PersistentVolumeClaim, Pod, Service, StatefulSet } from '../../kubernetes/types.ts'
import type { SetFacts } from './facts.ts'
import { readState, type SetStatus } from './state.ts'

/** The moment at which the cases happen; `ago(60)` is a minute before it, `ago(-30)` half a minute after. */
export const now = Date.parse('2026-11-24T12:00:00Z')
export const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString().replace('.000Z', 'Z')

type SetParts = {
  readonly metadata?: Partial<StatefulSet['metadata']>
  readonly status?: Partial<NonNullable<StatefulSet['status']>>
} & Omit<Partial<NonNullable<StatefulSet['spec']>>, 'template' | 'selector'>

/** A set `web` of three that has settled on revision `web-1`, but for what is given. */
export function set({ metadata = {}, status = {}, ...spec }: SetParts = {}): StatefulSet {
  const replicas = spec.replicas ?? 3
  const counts = { replicas, readyReplicas: replicas, availableReplicas: replicas, updatedReplicas: replicas }
  return {
    metadata: {
      name: 'web',
      uid: 'set',
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: ago(86_400),
      ...metadata,
    },
    spec: {
      replicas,
      selector: { matchLabels: {} },
      template: { metadata: { labels: { app: 'web' } } },
      ...spec,
    },
    status: {
      observedGeneration: 1,
      currentRevision: 'web-1',
      updateRevision: 'web-1',
      ...counts,
      ...status,
    },
  }
}

export const partition = (value: number) => ({ type: 'RollingUpdate', rollingUpdate: { partition: value } })
/** A rollout from `web-1` to `web-2` that has brought this many pods there. */
export const rolling = (updatedReplicas: number) => ({ updateRevision: 'web-2', updatedReplicas })

type Status = NonNullable<Pod['status']>
type ContainerStatus = NonNullable<Status['containerStatuses']>[number]
type Container = NonNullable<Pod['spec']>['containers'][number]

interface PodParts {
  readonly metadata?: Partial<Pod['metadata']>
  readonly status?: Partial<Status>
  readonly revision?: string
  readonly node?: string
  readonly container?: Partial<Container>
  readonly initContainers?: Container[]
}

/** A pod that has been ready for an hour on revision `web-1`, but for what is given. */
export function pod(name: string, parts: PodParts = {}): Pod {
  const {
    metadata = {},
    status = {},
    revision = 'web-1',
    node = 'node-1',
    container = {},
    initContainers,
  } = parts
  return {
    metadata: {
      name,
      uid: `uid of ${name}`,
      resourceVersion: '1',
      creationTimestamp: ago(3600),
      labels: { 'controller-revision-hash': revision },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'set', controller: true },
      ],
      ...metadata,
    },
    spec: {
      ...(node === '' ? {} : { nodeName: node }),
      containers: [{ name: 'main', ...container }],
      ...(initContainers === undefined ? {} : { initContainers }),
    },
    status: { phase: 'Running', conditions: [ready(3600)], ...status },
  }
}

export const pods = (...names: string[]) => names.map((name) => pod(name))

export const condition = (
  type: string,
  status: string,
  seconds: number,
  reason?: string,
  message?: string,
) => ({
  type,
  status,
  lastTransitionTime: ago(seconds),
  ...(reason === undefined ? {} : { reason }),
  ...(message === undefined ? {} : { message }),
})
export const ready = (seconds: number) => condition('Ready', 'True', seconds)
export const unready = (seconds: number, reason = 'ContainersNotReady') =>
  condition('Ready', 'False', seconds, reason)

/** A container that is not ready, in a state of its own. */
export const container = (
  state: ContainerStatus['state'],
  more: Partial<ContainerStatus> = {},
): ContainerStatus => ({
  name: 'main',
  image: 'db:2',
  imageID: '',
  ready: false,
  restartCount: 0,
  ...(state === undefined ? {} : { state }),
  ...more,
})
export const waiting = (reason: string, message?: string) =>
  ({ waiting: { reason, ...(message === undefined ? {} : { message }) } }) as const
export const ended = (exitCode: number, reason: string, seconds = 10) => ({
  exitCode,
  reason,
  finishedAt: ago(seconds),
})

/** A pod that has not been ready for so many seconds, with one container as it is. */
export function troubled(name: string, seconds: number, status: ContainerStatus, parts: PodParts = {}): Pod {
  return pod(name, {
    ...parts,
    metadata: { creationTimestamp: ago(seconds), ...parts.metadata },
    status: {
      phase: status.state?.running === undefined ? 'Pending' : 'Running',
      conditions: [unready(seconds)],
      containerStatuses: [status],
      ...parts.status,
    },
  })
}

export function event(
  kind: string,
  name: string,
  reason: string,
  message: string,
  more: Partial<Event> = {},
): Event {
  return {
    metadata: { name: `${name}.${reason}`, uid: 'event', resourceVersion: '1' },
    involvedObject: { kind, name, uid: kind === 'Pod' ? `uid of ${name}` : 'set' },
    reason,
    message,
    firstTimestamp: ago(120),
    lastTimestamp: ago(5),
    ...more,
  }
}

export function claim(
  name: string,
  phase: string,
  more: Partial<PersistentVolumeClaim> = {},
): PersistentVolumeClaim {
  const metadata = { name, uid: name, resourceVersion: '1', creationTimestamp: ago(120) }
  return { metadata, spec: { storageClassName: 'fast' }, status: { phase }, ...more }
}

export const node = (name: string, status: string): Node => ({
  metadata: { name, uid: name, resourceVersion: '1' },
  status: {
    conditions: [
      condition('Ready', status, 400, 'NodeStatusUnknown', 'Kubelet stopped posting node status.'),
    ],
  },
})

export const service = (spec: Service['spec']): Service => ({
  metadata: { name: 'web', uid: 'service', resourceVersion: '1' },
  ...(spec === undefined ? {} : { spec }),
})

export type Facts = Partial<Omit<SetFacts, 'node'>> & { readonly nodes?: readonly Node[] }

export function factsOf({ nodes = [], ...rest }: Facts = {}): SetFacts {
  return {
    set: set(),
    pods: pods('web-0', 'web-1', 'web-2'),
    claims: [],
    events: [],
    service: undefined,
    classes: { names: new Set(['fast']), hasDefault: true },
    laggingSince: null,
    missingSince: new Map(),
    node: (name) => nodes.find(({ metadata }) => metadata.name === name),
    ...rest,
  }
}

export function read(facts: Facts, at = now): SetStatus {
  return readState(factsOf(facts), at)
}

/** `stuck image web-1` or `running`: the state, and what it waits for. */
export function tell(facts: Facts, at = now): string {
  const { state, blocker } = read(facts, at)
  return [state, blocker?.reason, blocker?.ordinal === null ? '' : blocker?.podName].filter(Boolean).join(' ')
}

/** Two that are ready, and a third as it is. */
export const two = pods('web-0', 'web-1')
const short = set({ status: { availableReplicas: 2 } })
export const withThird = (third: ReturnType<typeof pod>, more: Facts = {}): Facts => ({
  set: short,
  pods: [...two, third],
  ...more,
})
export const running = { running: { startedAt: ago(60) } }
export const probe = { periodSeconds: 5, failureThreshold: 3, initialDelaySeconds: 10 }
export const unhealthy = (message: string) => event('Pod', 'web-2', 'Unhealthy', message)
export const terminating = (seconds: number, parts: Parameters<typeof pod>[1] = {}) =>
  pod('web-2', {
    ...parts,
    metadata: { deletionTimestamp: ago(seconds), deletionGracePeriodSeconds: 30, ...parts.metadata },
  })
export const crashed = (code: number, reason: string) =>
  container(waiting('CrashLoopBackOff'), { restartCount: 7, lastState: { terminated: ended(code, reason) } })
