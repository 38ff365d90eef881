import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { isAppError } from '../errors.ts'
import type { Cluster } from '../kubernetes/cluster.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { listObjects } from '../kubernetes/objects.ts'
import type { PersistentVolume } from '../kubernetes/types.ts'
import { type ProjectClaim, toProjectClaims } from './row.ts'

/** All claims of the project as the cluster has them now: whose they are, and who uses them. */
export async function listClaims({ project }: ProjectScope<'claim:view'>): Promise<ProjectClaim[]> {
  const cluster = getCluster(project.cluster)
  const [claims, sets, pods, volumes] = await Promise.all([
    listObjects(cluster, 'persistentvolumeclaims', project.namespace),
    listObjects(cluster, 'statefulsets', project.namespace),
    listObjects(cluster, 'pods', project.namespace),
    readVolumes(cluster),
  ])
  return toProjectClaims({ claims, sets, pods, volumes })
}

/** By name; none where volumes may not be seen. */
async function readVolumes(cluster: Cluster): Promise<ReadonlyMap<string, PersistentVolume>> {
  try {
    const all = await listObjects(cluster, 'persistentvolumes', null)
    return new Map(all.map((volume) => [volume.metadata.name, volume]))
  } catch (error) {
    if (isAppError(error, 'cluster_forbidden')) return new Map()
    throw error
  }
}
