import 'server-only'
import { roleCan } from '../../auth/permissions.ts'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import { getObject, listObjects } from '../../kubernetes/objects.ts'
import { beginOperation } from '../../operations/begin.ts'
import type { DeletionForesight } from '../replicas/foresight.ts'
import type { DeleteStatefulSetInput } from '../schema.ts'
import { deletion } from './deletion.ts'
import { foreseeDeletion } from './foresee-delete.ts'

/**
 * Writes down what is to be deleted, and begins. Throws `conflict` for what is not there as the person saw it,
 * `forbidden` for claims without that right, `operation_running` while another operation is on the set.
 */
export async function deleteStatefulSet(
  scope: ProjectScope<'statefulset:delete'>,
  { name, uid, mode, claims, companions }: DeleteStatefulSetInput,
): Promise<{ id: string }> {
  if (claims.length > 0 && !roleCan(scope.role, 'claim:delete')) throw new AppError('forbidden')
  const found = await readOwn(scope, name)
  if (found.uid !== uid) throw new AppError('conflict', { message: 'another set of this name' })
  requireAll(
    claims,
    found.claims.filter(({ sharedWith }) => sharedWith.length === 0),
  )
  for (const { resource, ...one } of companions)
    requireAll(
      [one],
      found.companions.filter((companion) => companion.resource === resource),
    )
  const { whenDeleted, whenScaled } = found
  return beginOperation(scope, deletion, name, { uid, mode, claims, companions, whenDeleted, whenScaled })
}

/** Read from the cluster and not from memory. */
async function readOwn(
  { project }: ProjectScope,
  name: DeleteStatefulSetInput['name'],
): Promise<DeletionForesight> {
  const { namespace } = project
  const cluster = getCluster(project.cluster)
  const set = await getObject(cluster, 'statefulsets', namespace, name)
  if (set.metadata.deletionTimestamp !== undefined)
    throw new AppError('invalid', { fields: [{ path: '', code: 'already_deleting' }] })
  const [claims, services, budgets, autoscalers, sets] = await Promise.all([
    listObjects(cluster, 'persistentvolumeclaims', namespace),
    listObjects(cluster, 'services', namespace),
    listObjects(cluster, 'poddisruptionbudgets', namespace),
    listObjects(cluster, 'horizontalpodautoscalers', namespace),
    listObjects(cluster, 'statefulsets', namespace),
  ])
  const others = sets.filter(({ metadata }) => metadata.name !== name)
  const around = { claims, services, budgets, autoscalers, sets: others }
  return foreseeDeletion({ set, ordinals: [], pods: [], loosePods: [], ...around })
}

interface Named {
  readonly name: string
  readonly uid: string
}

/** Nothing is deleted with a set that is not shown as its own. */
function requireAll(chosen: readonly Named[], own: readonly Named[]): void {
  const known = new Set(own.map(({ name, uid }) => `${name} ${uid}`))
  if (chosen.some(({ name, uid }) => !known.has(`${name} ${uid}`)))
    throw new AppError('conflict', { message: 'not as it was seen' })
}
