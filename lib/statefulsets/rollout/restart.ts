import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import { patchObject } from '../../kubernetes/objects.ts'
import type { RestartInput } from '../schema.ts'

/**
 * Replaces the pods by a new revision that differs only in the time of the restart, in the order of a rollout, as
 * `kubectl rollout restart` does. A set with OnDelete keeps its pods until somebody deletes them.
 */
export async function restartStatefulSet(
  scope: ProjectScope<'statefulset:restart'>,
  { name, uid }: RestartInput,
): Promise<{ warnings: readonly string[]; generation: number }> {
  const { cluster, namespace } = scope.project
  const restartedAt = new Date().toISOString()
  const annotations = { 'kubectl.kubernetes.io/restartedAt': restartedAt }
  const { value, warnings } = await patchObject(getCluster(cluster), 'statefulsets', namespace, name, {
    metadata: { uid },
    spec: { template: { metadata: { annotations } } },
  })
  return { warnings, generation: value.metadata.generation ?? 0 }
}
