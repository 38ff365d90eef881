import 'server-only'
import { recordEvent } from '../audit/record.ts'
import { db, noJson } from '../db/client.ts'
import { announceOperationChange } from './changes.ts'
import type { OperationError, ProgressItem } from './schema.ts'

export type OperationEnd =
  | { readonly state: 'done'; readonly items: readonly ProgressItem[] }
  | { readonly state: 'failed'; readonly items: readonly ProgressItem[]; readonly error: OperationError }
  | { readonly state: 'abandoned' }

/**
 * Ends an operation and writes it into the record, both or neither. A failed one is not at its end: it waits to be
 * tried again or abandoned. False when the claim does not hold any more.
 */
export async function finishAs(id: string, leaseOwner: string, end: OperationEnd): Promise<boolean> {
  const isOver = end.state !== 'failed'
  const isFinished = await db().$transaction(async (to) => {
    const { count } = await to.operation.updateMany({
      where: { id, leaseOwner, active: { not: null } },
      data: {
        state: end.state,
        ...('items' in end ? { progress: [...end.items] as object[] } : {}),
        error: 'error' in end ? ({ ...end.error } as object) : noJson,
        ...{ leaseOwner: null, leaseUntil: null },
        ...(isOver ? { active: null, finishedAt: new Date() } : {}),
        // It may be a manifest, and nobody needs it any more. What was abandoned keeps it.
        ...(end.state === 'done' ? { memo: noJson } : {}),
      },
    })
    if (count !== 1) return false
    const row = await to.operation.findUniqueOrThrow({ where: { id }, include: { project: true } })
    const entry = {
      ...{ requestId: id, actorId: row.startedById, actorName: row.startedByName, action: row.permission },
      ...{ projectSlug: row.project.slug, cluster: row.cluster, namespace: row.namespace },
      ...{ target: row.target, details: { operation: row.kind, end: end.state } },
    }
    const code = 'error' in end ? end.error.code : end.state === 'abandoned' ? 'abandoned' : null
    await recordEvent(entry, end.state === 'done' ? 'succeeded' : 'failed', code, to)
    return true
  })
  announceOperationChange()
  return isFinished
}
