import 'server-only'
import { roleCan } from '../auth/permissions.ts'
import type { ProjectScope } from '../auth/scope.ts'
import { db, noJson } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { announceOperationChange } from './changes.ts'
import { toRun } from './drive.ts'
import { findOperationKind } from './kind.ts'
import { Lease, type OperationRow } from './lease.ts'
import type { SelectOperationInput } from './schema.ts'

type ManageScope = ProjectScope<'operation:manage'>

/** How long a person's decision may take before the runner goes on, ms. */
const decisionMs = 30_000

/** A failed operation goes on where it stands. One that is under way already is left as it is. */
export async function retryOperation(scope: ManageScope, { id }: SelectOperationInput): Promise<true> {
  await requireOperation(scope, id)
  await db().operation.updateMany({
    where: { id, state: 'failed' },
    data: { state: 'running', error: noJson, leaseOwner: null, leaseUntil: null },
  })
  announceOperationChange()
  return true
}

/**
 * Leaves the set as it stands, after its kind has put right what must not be left. Throws what keeps it from that; the
 * operation is then as it was.
 */
export async function abandonOperation(scope: ManageScope, { id }: SelectOperationInput): Promise<true> {
  const row = await requireOperation(scope, id)
  const lease = await Lease.seize(id, decisionMs)
  if (lease === null) return true
  try {
    const kind = findOperationKind(row.kind)
    if (kind?.leave !== undefined) {
      const noReport = () => Promise.resolve()
      await kind.leave(toRun(await lease.read(), kind, lease, noReport))
    }
    await lease.finish({ state: 'abandoned' })
  } finally {
    await lease.release()
    announceOperationChange()
  }
  return true
}

/** Throws `not_found` outside the project, and `forbidden` where starting it would be. */
async function requireOperation({ project, role }: ManageScope, id: string): Promise<OperationRow> {
  const row = await db().operation.findFirst({ where: { id, projectId: project.id } })
  if (row === null) throw new AppError('not_found')
  if (!roleCan(role, row.permission)) throw new AppError('forbidden', { message: `not ${row.permission}` })
  return row
}
