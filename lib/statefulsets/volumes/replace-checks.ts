import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError, isAppError } from '../../errors.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import { createObject, listObjects } from '../../kubernetes/objects.ts'
import type { StatefulSet } from '../../kubernetes/types.ts'
import { ordinalOf } from '../state/facts.ts'
import { managersOfSet, readClasses, readStorageRoom } from './volume-section.ts'
import { type SetManager, toVolumes, type Volumes } from './volumes.ts'

/** From the cluster itself, not from memory: what is decided by it is carried out. */
export async function readFreshVolumes({ project }: ProjectScope, set: StatefulSet): Promise<Volumes> {
  const { namespace } = project
  const cluster = getCluster(project.cluster)
  const [claims, pods, autoscalers, expandable, room] = await Promise.all([
    listObjects(cluster, 'persistentvolumeclaims', namespace),
    listObjects(cluster, 'pods', namespace),
    listObjects(cluster, 'horizontalpodautoscalers', namespace),
    readClasses(project.cluster),
    readStorageRoom(project.cluster, namespace).catch((error: unknown) => {
      // The cluster counts in any case.
      if (isAppError(error, 'cluster_forbidden')) return []
      throw error
    }),
  ])
  const own = pods.filter((pod) => ordinalOf(set.metadata.name, pod.metadata.name) !== null)
  const managers = managersOfSet(set, autoscalers)
  return toVolumes({ set, claims, pods: own, sets: [], expandable, room, managers, volumes: new Map() })
}

/** Throws `invalid` where somebody else keeps the set, and the person was not told. */
export function requireAccepted(managers: readonly SetManager[], isAccepted: boolean): void {
  if (isAccepted || managers.length === 0) return
  const detail = managers.map(({ by, name }) => (name === '' ? by : `${by} ${name}`)).join(', ')
  throw new AppError('invalid', { fields: [{ path: 'acceptsManagers', code: 'volumes_managed', detail }] })
}

/** A set of this name stands there, which is the last thing that a creation is refused for: what comes before fits. */
export async function tryRemake({ project }: ProjectScope, body: object): Promise<void> {
  const cluster = getCluster(project.cluster)
  await createObject(cluster, 'statefulsets', project.namespace, body, { dryRun: true }).catch(
    (error: unknown) => {
      if (!isAppError(error, 'already_exists')) throw error
    },
  )
}
