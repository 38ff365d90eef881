import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { isAppError } from '../../errors.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import { getObject, listObjects } from '../../kubernetes/objects.ts'
import type {
  HorizontalPodAutoscaler,
  PersistentVolume,
  PersistentVolumeClaim,
  ResourceQuota,
  StatefulSet,
} from '../../kubernetes/types.ts'
import { managersOf } from '../../manifests/managed-by.ts'
import { toBytes } from '../../manifests/quantity.ts'
import { isObjectName, type NamespaceName, type ObjectName } from '../../names.ts'
import { Remembered } from '../../remembered.ts'
import { nearby } from '../detail/nearby.ts'
import { readWhole } from '../detail/whole.ts'
import { catalog } from '../list/catalog.ts'
import { scalesSet } from '../replicas/foresee-around.ts'
import { type SetManager, type StorageRoom, templatesOf, toVolumes, type Volumes } from './volumes.ts'

/** How long what changes seldom is believed, ms. */
const classesMs = 10_000
const volumesMs = 30_000
const quotasMs = 5000

const classes = new Remembered<ReadonlyMap<string, boolean>>(classesMs)
const volumes = new Remembered<PersistentVolume | null>(volumesMs)
const rooms = new Remembered<readonly StorageRoom[]>(quotasMs)

/** The set's claims with all that a person must know of them before growing or deleting one. */
export async function readVolumes(
  scope: ProjectScope<'statefulset:view'>,
  name: ObjectName,
): Promise<Volumes> {
  const { cluster, namespace } = scope.project
  const board = catalog().board(cluster)
  const claims = [...board.objects('persistentvolumeclaims', namespace)]
  const [set, autoscalers, expandable, bound, room] = await Promise.all([
    readWhole(scope, name),
    nearby(cluster, namespace).objects('horizontalpodautoscalers'),
    classes.get(cluster, () => unlessShut(readClasses(cluster), new Map<string, boolean>())),
    readBound(
      cluster,
      claims.filter(({ metadata }) => metadata.name.includes(`-${name}-`)),
    ),
    rooms.get(`${cluster}/${namespace}`, () => unlessShut(readStorageRoom(cluster, namespace), [])),
  ])
  const sets = [...board.objects('statefulsets', namespace)].map((one) => ({
    name: one.metadata.name,
    templates: templatesOf(one).map((template) => template.name),
  }))
  return toVolumes({
    ...{ set, sets, claims, expandable, room, volumes: bound },
    pods: board.objects('pods', namespace),
    managers: managersOfSet(set, autoscalers),
  })
}

export function managersOfSet(
  set: StatefulSet,
  autoscalers: Iterable<HorizontalPodAutoscaler>,
): SetManager[] {
  const scaling = [...autoscalers].find((one) => scalesSet(one, set))
  return [
    ...managersOf(set),
    ...(scaling === undefined ? [] : [{ by: 'autoscaler' as const, name: scaling.metadata.name }]),
  ]
}

/** By class, whether it lets its volumes grow. */
export async function readClasses(cluster: string): Promise<ReadonlyMap<string, boolean>> {
  const all = await listObjects(getCluster(cluster), 'storageclasses', null)
  return new Map(
    all.map(({ metadata, allowVolumeExpansion = false }) => [metadata.name, allowVolumeExpansion]),
  )
}

/** The volumes that claims are bound to, by name; without those that are gone or may not be seen. */
async function readBound(
  cluster: string,
  claims: readonly PersistentVolumeClaim[],
): Promise<ReadonlyMap<string, PersistentVolume>> {
  const names = claims.map(({ spec }) => spec?.volumeName ?? '').filter(isObjectName)
  const readings = names.map((name) =>
    volumes.get(`${cluster}/${name}`, () =>
      unlessShut(getObject(getCluster(cluster), 'persistentvolumes', null, name), null),
    ),
  )
  const found = (await Promise.all(readings)).filter((volume) => volume !== null)
  return new Map(found.map((volume) => [volume.metadata.name, volume]))
}

const ofAll = 'requests.storage'
const ofClass = '.storageclass.storage.k8s.io/requests.storage'

/** What the quotas of a namespace leave of storage, in all and by class. */
export async function readStorageRoom(cluster: string, namespace: NamespaceName): Promise<StorageRoom[]> {
  const quotas = await listObjects(getCluster(cluster), 'resourcequotas', namespace)
  return quotas.flatMap(toRoom)
}

function toRoom({ metadata, spec, status }: ResourceQuota): StorageRoom[] {
  return Object.entries(status?.hard ?? spec?.hard ?? {}).flatMap(([resource, hard]): StorageRoom[] => {
    if (resource !== ofAll && !resource.endsWith(ofClass)) return []
    const className = resource === ofAll ? null : resource.slice(0, -ofClass.length)
    const used = toBytes(status?.used?.[resource] ?? '0')
    return [{ quota: metadata.name, className, hard: toBytes(hard), used }]
  })
}

/** What may not be read, or is gone, is not shown; the cluster has the last word in any case. */
function unlessShut<T, Otherwise>(reading: Promise<T>, otherwise: Otherwise): Promise<T | Otherwise> {
  return reading.catch((error: unknown) => {
    if (isAppError(error, 'cluster_forbidden') || isAppError(error, 'not_found')) return otherwise
    throw error
  })
}
