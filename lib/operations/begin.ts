import 'server-only'
import type { ProjectPermission } from '../auth/permissions.ts'
import type { ProjectScope } from '../auth/scope.ts'
import { db } from '../db/client.ts'
import { toDatabaseError } from '../db/errors.ts'
import { AppError, isAppError } from '../errors.ts'
import type { ObjectName } from '../names.ts'
import { announceOperationChange } from './changes.ts'
import type { OperationKind } from './kind.ts'

/**
 * Writes the plan down; from then on it is carried out, whatever becomes of this process. Throws `operation_running`
 * while another operation on this set is not at its end.
 */
export async function beginOperation<P extends ProjectPermission, Plan extends object>(
  { user, project }: ProjectScope<P>,
  { kind, permission, planSchema }: OperationKind<P, Plan>,
  target: ObjectName,
  plan: Plan,
): Promise<{ id: string }> {
  const { cluster, namespace } = project
  const data = {
    ...{ kind, permission, projectId: project.id, cluster, namespace, target },
    ...{ plan: planSchema.parse(plan) as object, startedById: user.id, startedByName: user.username },
    active: activeKey(cluster, namespace, target),
  }
  try {
    return await db().operation.create({ data, select: { id: true } })
  } catch (thrown) {
    const error = toDatabaseError(thrown)
    throw isAppError(error, 'already_exists') ? new AppError('operation_running', { cause: thrown }) : error
  } finally {
    announceOperationChange()
  }
}

/** One unfinished operation a set: the database keeps this unique. */
export function activeKey(cluster: string, namespace: string, target: string): string {
  return `${cluster}/${namespace}/${target}`
}
