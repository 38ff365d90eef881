import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { deleteObject } from '../kubernetes/objects.ts'
import type { DeleteStatefulSetInput } from './schema.ts'

/**
 * Deletes the set and its pods. Claims and Services are not owned by it and stay. Throws `conflict` when another set of
 * this name stands there by now.
 */
export async function deleteStatefulSet(
  scope: ProjectScope<'statefulset:delete'>,
  { name, uid }: DeleteStatefulSetInput,
): Promise<true> {
  const { cluster, namespace } = scope.project
  await deleteObject(getCluster(cluster), 'statefulsets', namespace, name, { uid })
  return true
}
