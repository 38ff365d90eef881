import 'server-only'
import { roleCan } from '../../auth/permissions.ts'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { listObjects } from '../../kubernetes/objects.ts'
import { placeOf } from '../../kubernetes/place.ts'
import type { PersistentVolumeClaim, StatefulSet } from '../../kubernetes/types.ts'
import type { Losing } from '../schema.ts'
import { lossesOf, mayLose } from './losses.ts'

/**
 * Whether a change of a set may take claims along with their data. Read from the cluster and not from memory. Throws
 * `forbidden` for who may not delete claims, `invalid` when one would go that the person did not agree to.
 */
export async function requireConsent(
  { project, role }: ProjectScope,
  before: StatefulSet,
  after: StatefulSet,
  losing: Losing,
): Promise<void> {
  if (!mayLose(before, after)) return
  const { cluster, namespace } = placeOf(project)
  const [pods, claims] = await Promise.all([
    listObjects(cluster, 'pods', namespace),
    listObjects(cluster, 'persistentvolumeclaims', namespace),
  ])
  const lost = lossesOf(before, after, pods, claims)
  if (lost.length === 0) return
  if (!roleCan(role, 'claim:delete'))
    throw new AppError('forbidden', {
      fields: [{ path: '', code: 'loses_claims_owner', detail: namesOf(lost) }],
    })
  const agreed = new Set(losing.map(({ name, uid }) => `${name} ${uid}`))
  const others = lost.filter(({ metadata }) => !agreed.has(`${metadata.name} ${metadata.uid}`))
  if (others.length > 0)
    throw new AppError('invalid', { fields: [{ path: '', code: 'loses_claims', detail: namesOf(others) }] })
}

/** More than anybody reads in a sentence. */
const named = 12

function namesOf(claims: readonly PersistentVolumeClaim[]): string {
  const names = claims.slice(0, named).map(({ metadata }) => metadata.name)
  return `${names.join(', ')}${claims.length > named ? ' …' : ''}`
}
