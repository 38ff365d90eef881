import 'server-only'
import { recordEvent } from '../audit/record.ts'
import { db, noJson } from '../db/client.ts'
import { announceOperationChange } from './changes.ts'
import { auditOf } from './record.ts'
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
    const row = await to.operation.findUniqueOrThrow({ where: { id } })
    const left = end.state === 'done' ? leftOf(end.items) : ''
    const details = { operation: row.kind, end: end.state, ...(left === '' ? {} : { left }) }
    const isWhole = end.state === 'done' && left === ''
    const code = codeOf(end, left)
    await recordEvent({ ...(await auditOf(row, to)), details }, isWhole ? 'succeeded' : 'failed', code, to)
    return true
  })
  announceOperationChange()
  return isFinished
}

/** What was chosen and is there still, although there is nothing left to do: `<resource>/<name> <why>`. */
function leftOf(items: readonly ProgressItem[]): string {
  const left = items.filter(({ state }) => state === 'failed')
  return left.map(({ key, values, detail }) => `${key}/${values.name} ${detail?.key ?? ''}`.trim()).join(', ')
}

function codeOf(end: OperationEnd, left: string): string | null {
  if ('error' in end) return end.error.code
  if (end.state === 'abandoned') return 'abandoned'
  return left === '' ? null : 'left_behind'
}
