import type { SeenEnding } from '../kubernetes/endings.ts'
import { controllerOf } from '../kubernetes/owner.ts'
import type { Event, Pod } from '../kubernetes/types.ts'
import { type ContainerView, toContainerViews } from './container-view.ts'

export interface VolumeView {
  readonly name: string
  readonly kind: 'claim' | 'configMap' | 'secret' | 'emptyDir' | 'hostPath' | 'projected' | 'other'
  /** The claim's, ConfigMap's or Secret's name, or the path on the node; '' for what has none. */
  readonly of: string
}

export interface PodEvent {
  readonly uid: string
  readonly isWarning: boolean
  readonly reason: string
  /** The cluster's own words. */
  readonly message: string
  readonly count: number
  /** ISO 8601. */
  readonly last: string
}

/** One pod as its pages show it; plain data, without what a Secret holds. */
export interface PodDetail {
  readonly name: string
  readonly uid: string
  readonly phase: string
  /** The kubelet's or the controller's word for the whole pod, and its sentence; '' for none. */
  readonly reason: string
  readonly message: string
  readonly owner: { readonly kind: string; readonly name: string } | null
  readonly revision: string
  readonly node: string
  readonly ips: readonly string[]
  readonly qos: string
  readonly serviceAccount: string
  readonly priorityClass: string
  /** ISO 8601. */
  readonly createdAt: string
  /** By when it should be gone; null when it is not ending. */
  readonly endsAt: string | null
  readonly gracePeriod: number
  readonly conditions: readonly {
    readonly type: string
    readonly isTrue: boolean
    readonly reason: string
    readonly message: string
    readonly since: string
  }[]
  readonly containers: readonly ContainerView[]
  readonly volumes: readonly VolumeView[]
  readonly events: readonly PodEvent[]
}

const maxEvents = 200

/** `endings` are all that are known of its containers. */
export function toPodDetail(pod: Pod, about: Iterable<Event>, endings: readonly SeenEnding[]): PodDetail {
  const { metadata, spec, status } = pod
  const owner = controllerOf(pod)
  // Events of a former pod of this name are about another one.
  const events = [...about].filter(({ involvedObject: { uid } }) => uid === undefined || uid === metadata.uid)
  return {
    name: metadata.name,
    uid: metadata.uid,
    phase: status?.phase ?? 'Unknown',
    reason: status?.reason ?? '',
    message: status?.message ?? '',
    owner: owner === undefined ? null : { kind: owner.kind, name: owner.name },
    revision: metadata.labels?.['controller-revision-hash'] ?? '',
    node: spec?.nodeName ?? '',
    ips: (status?.podIPs ?? []).map(({ ip }) => ip ?? '').filter((ip) => ip !== ''),
    qos: status?.qosClass ?? '',
    serviceAccount: spec?.serviceAccountName ?? '',
    priorityClass: spec?.priorityClassName ?? '',
    createdAt: metadata.creationTimestamp ?? '',
    endsAt: metadata.deletionTimestamp ?? null,
    gracePeriod: spec?.terminationGracePeriodSeconds ?? 30,
    conditions: (status?.conditions ?? []).map(
      ({ type, status: is, reason, message, lastTransitionTime }) => ({
        ...{ type, isTrue: is === 'True', reason: reason ?? '', message: message ?? '' },
        since: lastTransitionTime ?? '',
      }),
    ),
    containers: toContainerViews(pod, events, endings),
    volumes: (spec?.volumes ?? []).map(toVolume),
    events: events.map(toPodEvent).sort(byTime).slice(0, maxEvents),
  }
}

type Volume = NonNullable<NonNullable<Pod['spec']>['volumes']>[number]

function toVolume(volume: Volume): VolumeView {
  const { name, persistentVolumeClaim, configMap, secret, emptyDir, hostPath, projected } = volume
  if (persistentVolumeClaim !== undefined) return { name, kind: 'claim', of: persistentVolumeClaim.claimName }
  if (configMap !== undefined) return { name, kind: 'configMap', of: configMap.name ?? '' }
  if (secret !== undefined) return { name, kind: 'secret', of: secret.secretName ?? '' }
  if (hostPath !== undefined) return { name, kind: 'hostPath', of: hostPath.path }
  if (emptyDir !== undefined) return { name, kind: 'emptyDir', of: emptyDir.sizeLimit ?? '' }
  return { name, kind: projected === undefined ? 'other' : 'projected', of: '' }
}

function toPodEvent(event: Event): PodEvent {
  const { metadata, type, reason = '', message = '', count, series, lastTimestamp, eventTime } = event
  const last = series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? ''
  return {
    ...{ uid: metadata.uid, isWarning: type !== 'Normal', reason, message, last },
    count: Math.max(count ?? 1, series?.count ?? 1),
  }
}

function byTime(a: PodEvent, b: PodEvent): number {
  return b.last.localeCompare(a.last) || a.uid.localeCompare(b.uid)
}
