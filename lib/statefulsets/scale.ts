import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { getScale, replaceScale } from '../kubernetes/objects.ts'
import type { ScaleInput } from './schema.ts'

/**
 * Changes the replicas through the scale subresource. Throws `conflict` when the set no longer has the number that the
 * person saw, or changes while this runs.
 */
export async function scaleStatefulSet(
  scope: ProjectScope<'statefulset:scale'>,
  { name, replicas, from }: ScaleInput,
): Promise<{ warnings: readonly string[] }> {
  const cluster = getCluster(scope.project.cluster)
  const scale = await getScale(cluster, scope.project.namespace, name)
  // A Scale of zero replicas arrives without the field.
  if ((scale.spec?.replicas ?? 0) !== from)
    throw new AppError('conflict', { message: 'replicas changed meanwhile' })
  const { warnings } = await replaceScale(cluster, scope.project.namespace, name, {
    ...scale,
    spec: { ...scale.spec, replicas },
  })
  return { warnings }
}
