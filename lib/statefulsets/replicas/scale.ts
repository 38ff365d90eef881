import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { replaceScale } from '../../kubernetes/objects.ts'
import { placeOf } from '../../kubernetes/place.ts'
import { requireIdle } from '../../operations/idle.ts'
import { changeSet } from '../change-set.ts'
import type { ScaleInput } from '../schema.ts'
import { withSpec } from './losses.ts'
import { requireConsent } from './require-consent.ts'

/**
 * Changes the replicas through the scale subresource. Throws `conflict` when the set no longer has the number that the
 * person saw, `operation_running` while an operation is on the set, and as requireConsent does when claims would be
 * deleted with the pods.
 */
export async function scaleStatefulSet(
  scope: ProjectScope<'statefulset:scale'>,
  { name, uid, replicas, from, losing }: ScaleInput,
): Promise<{ warnings: readonly string[] }> {
  await requireIdle(scope.project, name)
  const place = placeOf(scope.project)
  const { cluster, namespace } = place
  const { warnings } = await changeSet<{ warnings: readonly string[] }>(place, name, uid, async (set) => {
    if ((set.spec?.replicas ?? 1) !== from)
      throw new AppError('conflict', { message: 'replicas changed meanwhile' })
    if (replicas === from) return async () => ({ warnings: [] })
    await requireConsent(scope, set, withSpec(set, { replicas }), losing)
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
