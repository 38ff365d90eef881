import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import { replaceScale } from '../../kubernetes/objects.ts'
import { requireIdle } from '../../operations/idle.ts'
import { changeSet } from '../change.ts'
import type { ScaleInput } from '../schema.ts'
import { requireConsent } from '../volumes/retention.ts'

/**
 * Changes the replicas through the scale subresource. Throws `conflict` when the set no longer has the number that the
 * person saw, `invalid` when claims would be deleted with the pods and the person did not agree to that, and
 * `operation_running` while an operation is on the set.
 */
export async function scaleStatefulSet(
  { project }: ProjectScope<'statefulset:scale'>,
  { name, uid, replicas, from, losesClaims }: ScaleInput,
): Promise<{ warnings: readonly string[] }> {
  const { namespace } = project
  await requireIdle(project, name)
  const { warnings } = await changeSet(
    project,
    name,
    uid,
    (set) => {
      if ((set.spec?.replicas ?? 1) !== from)
        throw new AppError('conflict', { message: 'replicas changed meanwhile' })
      if (replicas < from) requireConsent(set, losesClaims)
      return replicas === from ? null : replicas
    },
    ({ metadata: { resourceVersion } }) =>
      replaceScale(getCluster(project.cluster), namespace, name, {
        ...{ apiVersion: 'autoscaling/v1', kind: 'Scale' },
        metadata: { name, namespace, uid, resourceVersion },
        spec: { replicas },
      }),
  )
  return { warnings }
}
