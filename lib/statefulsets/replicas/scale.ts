import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { replaceScale } from '../../kubernetes/objects.ts'
import { placeOf } from '../../kubernetes/place.ts'
import { requireIdle } from '../../operations/idle.ts'
import { changeSet } from '../change-set.ts'
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
  await requireIdle(project, name)
  const place = placeOf(project)
  const { cluster, namespace } = place
  const { warnings } = await changeSet<{ warnings: readonly string[] }>(place, name, uid, (set) => {
    if ((set.spec?.replicas ?? 1) !== from)
      throw new AppError('conflict', { message: 'replicas changed meanwhile' })
    if (replicas < from) requireConsent(set, losesClaims)
    if (replicas === from) return async () => ({ warnings: [] })
    const { resourceVersion } = set.metadata
    return () =>
      replaceScale(cluster, namespace, name, {
        ...{ apiVersion: 'autoscaling/v1', kind: 'Scale' },
        metadata: { name, namespace, uid, resourceVersion },
        spec: { replicas },
      })
  })
  return { warnings }
}
