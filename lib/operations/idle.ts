import 'server-only'
import type { ProjectFacts } from '../auth/scope.ts'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'
import type { ObjectName } from '../names.ts'
import { activeKey } from './begin.ts'

/** Throws `operation_running` while an operation on the set is not at its end: it would undo the change, or suffer from it. */
export async function requireIdle(
  { cluster, namespace }: Pick<ProjectFacts, 'cluster' | 'namespace'>,
  target: ObjectName,
): Promise<void> {
  const active = activeKey(cluster, namespace, target)
  const row = await db().operation.findUnique({ where: { active }, select: { id: true } })
  if (row !== null) throw new AppError('operation_running')
}
