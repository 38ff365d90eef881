import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { db } from '../db/client.ts'
import type { ObjectName } from '../names.ts'
import type { OperationView } from './schema.ts'
import { toOperationView } from './view.ts'

/** So long an operation is shown after its end, ms. */
export const shownMs = 60_000

/** What is under way with a set, else what ended with it a moment ago; null for neither. */
export async function findOperation(
  { project }: ProjectScope<'statefulset:view'>,
  target: ObjectName,
): Promise<OperationView | null> {
  const { cluster, namespace } = project
  const row = await db().operation.findFirst({
    where: { cluster, namespace, target, ...unfinishedOrJustFinished() },
    orderBy: { createdAt: 'desc' },
  })
  return row === null ? null : toOperationView(row)
}

/** What this request of a person began, whatever became of it since; null for nothing. */
export function findRequested(
  { project }: ProjectScope,
  target: ObjectName,
  requestId: string,
): Promise<{ id: string } | null> {
  const { cluster, namespace } = project
  const plan = { path: ['requestId'], equals: requestId }
  return db().operation.findFirst({ where: { cluster, namespace, target, plan }, select: { id: true } })
}

export function unfinishedOrJustFinished() {
  return {
    OR: [{ active: { not: null } }, { finishedAt: { gt: new Date(Date.now() - shownMs) } }],
  }
}
