import 'server-only'
import type { OperationRow } from './lease.ts'
import type { OperationError, OperationState, OperationView, ProgressItem } from './schema.ts'

/** A row as a screen shows it; plan and memo stay here. */
export function toOperationView(row: OperationRow): OperationView {
  return {
    ...{ id: row.id, kind: row.kind, permission: row.permission, target: row.target },
    state: row.state as OperationState,
    items: row.progress as unknown as ProgressItem[],
    error: row.error as unknown as OperationError | null,
    startedByName: row.startedByName,
    startedAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}
