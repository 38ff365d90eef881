import 'server-only'
import { type AuditEntry, finishAudit, startAudit } from '../audit/record.ts'
import { db } from '../db/client.ts'
import { toDatabaseError } from '../db/errors.ts'
import { toAppError } from '../errors.ts'
import { log } from '../log.ts'

interface RecordedOperation {
  readonly id: string
  readonly kind: string
  readonly permission: string
  readonly projectId: string
  readonly cluster: string
  readonly namespace: string
  readonly target: string
  readonly startedById: string | null
  readonly startedByName: string
}

/** A change of its own within an operation: who is asked for it later asks for its object. */
export interface RecordedChange {
  /** The permission that it would take by itself, e.g. `pod:delete`. */
  readonly action: string
  /** The object's name. */
  readonly target: string
  readonly details: Readonly<Record<string, string>>
}

/** Who began an operation, and where, as the record says it. */
export async function auditOf(
  row: RecordedOperation,
  to: Pick<ReturnType<typeof db>, 'project'> = db(),
): Promise<AuditEntry> {
  const { slug } = await to.project.findUniqueOrThrow({ where: { id: row.projectId } })
  return {
    ...{ requestId: row.id, actorId: row.startedById, actorName: row.startedByName, action: row.permission },
    ...{ projectSlug: slug, cluster: row.cluster, namespace: row.namespace, target: row.target },
  }
}

/** Writes the change down before it is made, and then how it went. When it cannot be written, it is not made. */
export async function recorded<T>(
  row: RecordedOperation,
  { action, target, details }: RecordedChange,
  change: () => Promise<T>,
): Promise<T> {
  const entry = await auditOf(row)
  const all = { operation: row.kind, set: row.target, ...details }
  const id = await startAudit({ ...entry, action, target, details: all })
  // Left at `started`, the row says that the end is not known, which is then the truth.
  const finish = (outcome: 'succeeded' | 'failed', code?: string) =>
    finishAudit(id, outcome, code).catch((error: unknown) =>
      log.error({ error, auditEvent: id }, 'audit row not finished'),
    )
  try {
    const value = await change()
    await finish('succeeded')
    return value
  } catch (thrown) {
    await finish('failed', toAppError(toDatabaseError(thrown)).code)
    throw thrown
  }
}
