import { withoutVoidNote } from '../stop-note.ts'
import { controllerOf } from './owner.ts'
import type { Event, Node, PersistentVolumeClaim, Pod, ResourceTypes, Service, StatefulSet } from './types.ts'

/**
 * What the watches keep of each object: its identity and what the state of a set is derived from, nothing else, since
 * every object stays in memory. The shapes stay those of the API; what a screen needs beyond is read when it is shown.
 */
export interface Watched<T> {
  /** Gives null for an object that no set can have to do with. */
  readonly trim: (object: T) => T | null
  readonly fieldSelector?: string
  /** Asked for without spec and status. */
  readonly isMetadataOnly?: boolean
}

export type WatchedResource =
  | 'statefulsets'
  | 'pods'
  | 'persistentvolumeclaims'
  | 'services'
  | 'events'
  | 'nodes'
  | 'storageclasses'
  | 'controllerrevisions'
  | 'poddisruptionbudgets'
  | 'horizontalpodautoscalers'

export const watched: { readonly [R in WatchedResource]: Watched<ResourceTypes[R]> } = {
  statefulsets: { trim: trimStatefulSet },
  pods: { trim: trimPod },
  persistentvolumeclaims: { trim: trimClaim },
  services: { trim: trimService },
  // Warnings alone: what goes well is seen in the objects.
  events: { trim: trimEvent, fieldSelector: 'type!=Normal' },
  nodes: { trim: trimNode },
  storageclasses: {
    trim: (object) => ({ metadata: identity(object), provisioner: '' }),
    isMetadataOnly: true,
  },
  // Watched in one namespace while somebody looks at it, so kept whole.
  controllerrevisions: { trim: withoutManagedFields },
  poddisruptionbudgets: { trim: withoutManagedFields },
  horizontalpodautoscalers: { trim: withoutManagedFields },
}

function withoutManagedFields<T extends { metadata: { managedFields?: unknown } }>(object: T): T {
  const { managedFields: _, ...metadata } = object.metadata
  return { ...object, metadata }
}

function identity({ metadata }: { metadata: StatefulSet['metadata'] }): StatefulSet['metadata'] {
  const { name, namespace, uid, resourceVersion, creationTimestamp, deletionTimestamp } = metadata
  const { annotations, finalizers, deletionGracePeriodSeconds } = metadata
  return {
    name,
    uid,
    resourceVersion,
    ...(namespace === undefined ? {} : { namespace }),
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    ...(annotations === undefined ? {} : { annotations: keepNotes(annotations) }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp, finalizers: finalizers ?? [] }),
    ...(deletionGracePeriodSeconds === undefined ? {} : { deletionGracePeriodSeconds }),
  }
}

/** Ordinal's own notes, and the mark of the default class; others may be long (kubectl keeps whole manifests). */
function keepNotes(annotations: Readonly<Record<string, string>>): Record<string, string> {
  const isKept = (key: string) => key.startsWith('ordinal.io/') || key.endsWith('/is-default-class')
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => isKept(key)))
}

function trimStatefulSet(set: StatefulSet): StatefulSet {
  const { metadata, spec, status } = set
  const { selector, template, volumeClaimTemplates = [], ...rest } = spec ?? { selector: {}, template: {} }
  return {
    metadata: {
      ...identity({ metadata: withoutVoidNote(metadata) }),
      labels: metadata.labels ?? {},
      generation: metadata.generation ?? 0,
      managedFields: lastChange(metadata.managedFields ?? []),
    },
    spec: {
      ...rest,
      selector: { matchLabels: selector.matchLabels ?? {} },
      template: {
        metadata: { labels: template.metadata?.labels ?? {} },
        spec: {
          containers: (template.spec?.containers ?? []).map(({ name, image }) => ({
            name,
            ...(image ? { image } : {}),
          })),
        },
      },
      volumeClaimTemplates: volumeClaimTemplates.map(({ metadata: claim, spec: wants }) => ({
        metadata: { name: claim?.name ?? '' },
        spec: { resources: { requests: { storage: wants?.resources?.requests?.storage ?? '' } } },
      })),
    },
    status: status ?? { replicas: 0 },
  }
}

type ManagedField = NonNullable<StatefulSet['metadata']['managedFields']>[number]

/** The time of the last change that somebody wanted, not of what the controller reports. */
function lastChange(fields: readonly ManagedField[]): ManagedField[] {
  const times = fields.filter(({ subresource }) => subresource !== 'status').map(({ time }) => time ?? '')
  const time = times.sort().at(-1)
  return time ? [{ time }] : []
}

/** Pods of sets, and pods that nobody controls, since one may stand where a set wants its own. */
function trimPod(pod: Pod): Pod | null {
  const owner = controllerOf(pod)
  if (owner === undefined ? !/-\d+$/.test(pod.metadata.name) : owner.kind !== 'StatefulSet') return null
  const { spec, status } = pod
  const revision = pod.metadata.labels?.['controller-revision-hash']
  return {
    metadata: {
      ...identity(pod),
      ...(owner === undefined ? {} : { ownerReferences: [owner] }),
      ...(revision === undefined ? {} : { labels: { 'controller-revision-hash': revision } }),
    },
    spec: {
      ...(spec?.nodeName === undefined ? {} : { nodeName: spec.nodeName }),
      volumes: (spec?.volumes ?? []).flatMap(({ name, persistentVolumeClaim }) =>
        persistentVolumeClaim === undefined ? [] : [{ name, persistentVolumeClaim }],
      ),
      initContainers: (spec?.initContainers ?? []).map(trimContainer),
      containers: (spec?.containers ?? []).map(trimContainer),
    },
    status: {
      ...(status?.phase === undefined ? {} : { phase: status.phase }),
      ...(status?.podIP === undefined ? {} : { podIP: status.podIP }),
      ...(status?.reason === undefined ? {} : { reason: status.reason }),
      ...(status?.message === undefined ? {} : { message: status.message }),
      conditions: (status?.conditions ?? []).map(({ lastProbeTime: _, ...condition }) => condition),
      initContainerStatuses: (status?.initContainerStatuses ?? []).map(trimContainerStatus),
      containerStatuses: (status?.containerStatuses ?? []).map(trimContainerStatus),
    },
  }
}

type Container = NonNullable<Pod['spec']>['containers'][number]

function trimContainer({
  name,
  restartPolicy,
  readinessProbe,
  startupProbe,
  resources,
}: Container): Container {
  return {
    name,
    ...(restartPolicy === undefined ? {} : { restartPolicy }),
    ...(readinessProbe === undefined ? {} : { readinessProbe }),
    ...(startupProbe === undefined ? {} : { startupProbe }),
    ...(resources?.limits === undefined ? {} : { resources: { limits: resources.limits } }),
  }
}

type ContainerStatus = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number]

function trimContainerStatus(container: ContainerStatus): ContainerStatus {
  const { name, image, ready, started, restartCount, state, lastState } = container
  return {
    name,
    image,
    imageID: '',
    ready,
    restartCount,
    ...(started === undefined ? {} : { started }),
    ...(state === undefined ? {} : { state }),
    ...(lastState?.terminated === undefined ? {} : { lastState: { terminated: lastState.terminated } }),
  }
}

function trimClaim(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  const { storageClassName, resources, accessModes, volumeMode, volumeName } = claim.spec ?? {}
  const { phase = 'Pending', capacity, conditions = [], ...status } = claim.status ?? {}
  const { allocatedResources, allocatedResourceStatuses } = status
  return {
    metadata: { ...identity(claim), ownerReferences: claim.metadata.ownerReferences ?? [] },
    spec: {
      ...(storageClassName === undefined ? {} : { storageClassName }),
      ...(resources === undefined ? {} : { resources }),
      ...(accessModes === undefined ? {} : { accessModes }),
      ...(volumeMode === undefined || volumeMode === 'Filesystem' ? {} : { volumeMode }),
      ...(volumeName === undefined ? {} : { volumeName }),
    },
    status: {
      ...{ phase, conditions },
      ...(capacity === undefined ? {} : { capacity }),
      ...(allocatedResources === undefined ? {} : { allocatedResources }),
      ...(allocatedResourceStatuses === undefined ? {} : { allocatedResourceStatuses }),
    },
  }
}

function trimService(service: Service): Service {
  const { clusterIP, selector, type, ports = [] } = service.spec ?? {}
  return {
    metadata: identity(service),
    spec: {
      ports: ports.map(({ name, port, targetPort, protocol }) => ({
        port,
        ...(name === undefined ? {} : { name }),
        ...(targetPort === undefined ? {} : { targetPort }),
        ...(protocol === undefined ? {} : { protocol }),
      })),
      ...(type === undefined ? {} : { type }),
      ...(clusterIP === undefined ? {} : { clusterIP }),
      ...(selector === undefined ? {} : { selector }),
    },
  }
}

function trimEvent(event: Event): Event | null {
  const { kind, name, namespace, uid } = event.involvedObject
  if (kind !== 'StatefulSet' && kind !== 'Pod' && kind !== 'PersistentVolumeClaim') return null
  const { type, reason, message, count, firstTimestamp, lastTimestamp, eventTime, series } = event
  const last = series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? event.metadata.creationTimestamp
  return {
    metadata: identity(event),
    involvedObject: {
      kind,
      ...(name ? { name } : {}),
      ...(namespace ? { namespace } : {}),
      ...(uid ? { uid } : {}),
    },
    ...(type === undefined ? {} : { type }),
    ...(count === undefined ? {} : { count }),
    ...(series?.count === undefined ? {} : { series: { count: series.count } }),
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
    ...(last === undefined ? {} : { lastTimestamp: last }),
    firstTimestamp: firstTimestamp ?? eventTime ?? event.metadata.creationTimestamp ?? '',
  }
}

function trimNode(node: Node): Node {
  const conditions = node.status?.conditions ?? []
  return {
    metadata: identity(node),
    spec: { taints: node.spec?.taints ?? [] },
    status: {
      conditions: conditions
        .filter(({ type }) => type === 'Ready')
        .map(({ lastHeartbeatTime: _, ...rest }) => rest),
    },
  }
}
