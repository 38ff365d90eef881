import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { patchObject } from '../../kubernetes/objects.ts'
import { placeOf } from '../../kubernetes/place.ts'
import { requireIdle } from '../../operations/idle.ts'
import type { RestartInput } from '../schema.ts'

/**
 * Replaces the pods by a new revision that differs only in the time of the restart, in the order of a rollout, as
 * `kubectl rollout restart` does. A set with OnDelete keeps its pods until somebody deletes them. Throws
 * `operation_running` while an operation is on the set.
 */
export async function restartStatefulSet(
  { project }: ProjectScope<'statefulset:restart'>,
  { name, uid }: RestartInput,
): Promise<{ warnings: readonly string[]; generation: number }> {
  await requireIdle(project, name)
  const { cluster, namespace } = placeOf(project)
  const restartedAt = new Date().toISOString()
  const annotations = { 'kubectl.kubernetes.io/restartedAt': restartedAt }
  const { value, warnings } = await patchObject(cluster, 'statefulsets', namespace, name, {
    metadata: { uid },
    spec: { template: { metadata: { annotations } } },
  })
  return { warnings, generation: value.metadata.generation ?? 0 }
}
