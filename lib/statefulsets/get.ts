import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { getObject, listObjects } from '../kubernetes/objects.ts'
import type { Pod, StatefulSet } from '../kubernetes/types.ts'
import type { ObjectName } from '../names.ts'
import { type SetSummary, toSummary } from './list.ts'
import { type Ordinal, ordinalOf, readOrdinals } from './ordinals.ts'

/** One ordinal with what its pod shows. */
export interface OrdinalRow extends Ordinal {
  readonly containers: readonly string[]
  readonly node: string | null
  readonly ip: string | null
  readonly restarts: number
  /** ISO 8601, null without a pod. */
  readonly createdAt: string | null
}

export interface SetDetail extends SetSummary {
  readonly uid: string
  readonly serviceName: string
  readonly claimTemplates: readonly string[]
  readonly ordinals: readonly OrdinalRow[]
}

/** Throws `not_found`. */
export async function getStatefulSet(
  scope: ProjectScope<'statefulset:view'>,
  name: ObjectName,
): Promise<SetDetail> {
  const { cluster: clusterName, namespace } = scope.project
  const cluster = getCluster(clusterName)
  const set = await getObject(cluster, 'statefulsets', namespace, name)
  const pods = await listObjects(cluster, 'pods', namespace, toSelector(set))
  const own = pods.filter((pod) => isOwnedBy(pod, set))
  const byName = new Map(own.map((pod) => [pod.metadata.name, pod]))
  return {
    ...toSummary(set),
    uid: set.metadata.uid,
    serviceName: set.spec?.serviceName ?? '',
    claimTemplates: (set.spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name ?? ''),
    ordinals: readOrdinals(name, set, own).map((ordinal) => toRow(ordinal, byName.get(ordinal.podName))),
  }
}

function toRow(ordinal: Ordinal, pod: Pod | undefined): OrdinalRow {
  const statuses = pod?.status?.containerStatuses ?? []
  return {
    ...ordinal,
    containers: (pod?.spec?.containers ?? []).map(({ name }) => name),
    node: pod?.spec?.nodeName ?? null,
    ip: pod?.status?.podIP ?? null,
    restarts: statuses.reduce((sum, { restartCount }) => sum + restartCount, 0),
    createdAt: pod?.metadata.creationTimestamp ?? null,
  }
}

/** A pod is the set's by its controller reference and its name; labels alone may be shared with a stranger. */
function isOwnedBy(pod: Pod, set: StatefulSet): boolean {
  const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller === true)
  return owner?.uid === set.metadata.uid && ordinalOf(set.metadata.name, pod.metadata.name) !== null
}

function toSelector(set: StatefulSet): string {
  const { matchLabels = {} } = set.spec?.selector ?? {}
  return Object.entries(matchLabels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}
