import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { deleteObject, getObject, listObjects } from '../kubernetes/objects.ts'
import { toProjectClaims } from './row.ts'
import type { DeleteClaimInput } from './schema.ts'

/**
 * Deletes a claim that nobody uses. Throws `invalid` while a pod uses it or a set has its ordinal, and `conflict` when
 * another claim of this name stands there by now. A pod that comes in between is safe: `pvc-protection` keeps the claim
 * as long as one uses it.
 */
export async function deleteClaim(
  { project }: ProjectScope<'claim:delete'>,
  { name, uid }: DeleteClaimInput,
): Promise<true> {
  const { namespace } = project
  const cluster = getCluster(project.cluster)
  const [claim, sets, pods] = await Promise.all([
    getObject(cluster, 'persistentvolumeclaims', namespace, name),
    listObjects(cluster, 'statefulsets', namespace),
    listObjects(cluster, 'pods', namespace),
  ])
  if (claim.metadata.uid !== uid) throw new AppError('conflict', { message: 'another claim of this name' })
  const [row] = toProjectClaims({ claims: [claim], sets, pods, volumes: new Map() })
  if (row === undefined || row.usedBy.length > 0) throw refusal('claim_used', row?.usedBy ?? [])
  if (row.belonging === 'wanted') {
    throw refusal(
      'claim_wanted',
      row.readings.map(({ set }) => set),
    )
  }
  await deleteObject(cluster, 'persistentvolumeclaims', namespace, name, { uid })
  return true
}

function refusal(code: string, names: readonly string[]): AppError {
  return new AppError('invalid', { fields: [{ path: '', code, detail: names.join(', ') }] })
}
