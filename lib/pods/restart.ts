import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { deleteObject, getObject } from '../kubernetes/objects.ts'
import { requirePodOfSet } from './of-set.ts'
import type { RestartPodInput } from './schema.ts'

/**
 * Ends one pod of a set in its grace period; the set makes it anew with the same name and claims. Throws `conflict` when
 * another pod of this name stands there, `invalid` for a pod that no set would make anew.
 */
export async function restartPod(
  { project }: ProjectScope<'pod:delete'>,
  { pod: name, uid }: RestartPodInput,
): Promise<true> {
  const cluster = getCluster(project.cluster)
  const pod = await getObject(cluster, 'pods', project.namespace, name)
  if (pod.metadata.uid !== uid) throw new AppError('conflict', { message: 'another pod of this name' })
  requirePodOfSet(pod)
  if (pod.metadata.deletionTimestamp !== undefined) return true
  await deleteObject(cluster, 'pods', project.namespace, name, { uid })
  return true
}
