import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { placeOf } from '../../kubernetes/place.ts'
import { requireIdle } from '../../operations/idle.ts'
import { amendSet, changeSet } from '../change-set.ts'
import { withSpec } from '../replicas/losses.ts'
import { requireConsent } from '../replicas/require-consent.ts'
import { retentionOf } from './retention.ts'
import type { RetentionInput } from './volume-schema.ts'

/**
 * What becomes of the claims when ordinals leave and when the set is deleted; nothing is deleted by this itself: while
 * pods leave whose claims would go at once, it is refused as requireConsent does. Throws `conflict` when the set is
 * another one, or says otherwise than the person saw, and `operation_running` while an operation may put the policy back.
 */
export async function setRetention(
  scope: ProjectScope<'statefulset:edit'>,
  { name, uid, whenScaled, whenDeleted, seen }: RetentionInput,
): Promise<{ warnings: readonly string[] }> {
  await requireIdle(scope.project, name)
  const place = placeOf(scope.project)
  const { warnings } = await changeSet(place, name, uid, async (set) => {
    const present = retentionOf(set)
    if (present.whenScaled !== seen.whenScaled || present.whenDeleted !== seen.whenDeleted)
      throw new AppError('conflict', { message: 'not what was seen' })
    const spec = { persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted } }
    await requireConsent(scope, set, withSpec(set, spec), [])
    return () => amendSet(place, set, { spec })
  })
  return { warnings }
}
