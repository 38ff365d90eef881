import type { SeenEnding } from '../kubernetes/endings.ts'
import type { Event, Pod } from '../kubernetes/types.ts'
import { type Ending, toEnding } from './ending.ts'
import { type ProbeView, toProbes } from './probe.ts'
import { type RestartHistory, toHistory } from './restart-history.ts'

type PodSpec = NonNullable<Pod['spec']>
type Container = PodSpec['containers'][number]
type Status = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number]

export interface EnvView {
  readonly name: string
  /** As it is written; null where it comes from elsewhere. What a Secret holds is never read. */
  readonly value: string | null
  readonly from: { readonly kind: 'secret' | 'configMap' | 'field' | 'resource'; readonly of: string } | null
}

export interface ContainerView {
  readonly name: string
  readonly kind: 'init' | 'sidecar' | 'main' | 'debug'
  readonly image: string
  /** With its digest; '' before it was pulled. */
  readonly imageId: string
  readonly pullPolicy: string
  readonly command: readonly string[]
  readonly args: readonly string[]
  readonly workingDir: string
  readonly ports: readonly string[]
  readonly requests: Readonly<Record<string, string>>
  readonly limits: Readonly<Record<string, string>>
  readonly state: 'waiting' | 'running' | 'ended'
  /** The kubelet's word for why it waits; '' else. */
  readonly reason: string
  readonly message: string
  /** Since when it runs; ISO 8601, '' else. */
  readonly startedAt: string
  readonly isReady: boolean
  readonly restarts: number
  /** How the present run ended, or the one before it. */
  readonly ending: Ending | null
  readonly history: RestartHistory
  readonly probes: readonly ProbeView[]
  readonly env: readonly EnvView[]
  /** Whole ConfigMaps and Secrets as variables. */
  readonly envFrom: readonly {
    readonly kind: 'secret' | 'configMap'
    readonly name: string
    readonly prefix: string
  }[]
  readonly mounts: readonly MountView[]
}

export interface MountView {
  readonly path: string
  readonly volume: string
  readonly subPath: string
  readonly isReadOnly: boolean
}

export function toContainerViews(
  { spec, status }: Pod,
  events: readonly Event[],
  endings: readonly SeenEnding[],
): ContainerView[] {
  const views = (
    containers: readonly Container[],
    statuses: readonly Status[],
    kindOf: (container: Container) => ContainerView['kind'],
  ) => {
    const known = new Map(statuses.map((one) => [one.name, one]))
    return containers.map((one) => toView(one, kindOf(one), known.get(one.name), events, endings))
  }
  return [
    ...views(spec?.initContainers ?? [], status?.initContainerStatuses ?? [], ({ restartPolicy }) =>
      restartPolicy === 'Always' ? 'sidecar' : 'init',
    ),
    ...views(spec?.containers ?? [], status?.containerStatuses ?? [], () => 'main'),
    ...views(
      (spec?.ephemeralContainers ?? []) as readonly Container[],
      status?.ephemeralContainerStatuses ?? [],
      () => 'debug',
    ),
  ]
}

function toView(
  container: Container,
  kind: ContainerView['kind'],
  status: Status | undefined,
  events: readonly Event[],
  endings: readonly SeenEnding[],
): ContainerView {
  const { waiting, running, terminated } = status?.state ?? {}
  const last = terminated ?? status?.lastState?.terminated
  const own = endings.filter((ending) => ending.container === container.name)
  return {
    name: container.name,
    kind,
    image: container.image ?? '',
    imageId: status?.imageID ?? '',
    pullPolicy: container.imagePullPolicy ?? '',
    command: container.command ?? [],
    args: container.args ?? [],
    workingDir: container.workingDir ?? '',
    ports: (container.ports ?? []).map(({ name, containerPort, protocol = 'TCP' }) =>
      [name, `${containerPort}/${protocol}`].filter(Boolean).join(' '),
    ),
    requests: container.resources?.requests ?? {},
    limits: container.resources?.limits ?? {},
    state: running !== undefined ? 'running' : terminated !== undefined ? 'ended' : 'waiting',
    reason: waiting?.reason ?? '',
    message: waiting?.message ?? '',
    startedAt: running?.startedAt ?? '',
    isReady: status?.ready ?? false,
    restarts: status?.restartCount ?? 0,
    ending: last === undefined ? null : toEnding(last),
    history: toHistory(
      container.name,
      status,
      own.map((ending) => ending.terminated),
      events,
    ),
    probes: toProbes(container, events),
    env: (container.env ?? []).map(toEnv),
    envFrom: (container.envFrom ?? []).map(({ secretRef, configMapRef, prefix = '' }) =>
      secretRef === undefined
        ? { kind: 'configMap', name: configMapRef?.name ?? '', prefix }
        : { kind: 'secret', name: secretRef.name ?? '', prefix },
    ),
    mounts: (container.volumeMounts ?? []).map(
      ({ name, mountPath, readOnly = false, subPath, subPathExpr }) => ({
        path: mountPath,
        volume: name,
        subPath: subPath ?? subPathExpr ?? '',
        isReadOnly: readOnly,
      }),
    ),
  }
}

function toEnv({ name, value, valueFrom }: NonNullable<Container['env']>[number]): EnvView {
  if (valueFrom === undefined) return { name, value: value ?? '', from: null }
  const { secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef } = valueFrom
  if (secretKeyRef !== undefined)
    return { name, value: null, from: { kind: 'secret', of: `${secretKeyRef.name}/${secretKeyRef.key}` } }
  if (configMapKeyRef !== undefined)
    return {
      name,
      value: null,
      from: { kind: 'configMap', of: `${configMapKeyRef.name}/${configMapKeyRef.key}` },
    }
  if (fieldRef !== undefined) return { name, value: null, from: { kind: 'field', of: fieldRef.fieldPath } }
  return { name, value: null, from: { kind: 'resource', of: resourceFieldRef?.resource ?? '' } }
}
