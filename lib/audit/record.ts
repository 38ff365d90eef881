import 'server-only'
import { db } from '../db/client.ts'

/** What an audit row says. `details` holds allow-listed facts only: numbers, names, choices; never a manifest. */
export interface AuditEntry {
  readonly requestId: string
  readonly actorId: string | null
  readonly actorName: string
  /** The permission used, e.g. `statefulset:scale`, or an event such as `session:login`. */
  readonly action: string
  readonly projectSlug?: string | undefined
  readonly cluster?: string | undefined
  readonly namespace?: string | undefined
  readonly target?: string | undefined
  readonly details?: Readonly<Record<string, string | number | boolean | null>>
}

export type AuditOutcome = 'succeeded' | 'failed' | 'refused'

/** Writes the row before the change. When it cannot be written this throws, and the change is not made. */
export async function startAudit(entry: AuditEntry): Promise<string> {
  const row = await db().auditEvent.create({
    data: { ...toRow(entry), outcome: 'started' },
    select: { id: true },
  })
  return row.id
}

export async function finishAudit(id: string, outcome: AuditOutcome, errorCode?: string): Promise<void> {
  const data = { outcome, errorCode: errorCode ?? null, finishedAt: new Date() }
  await db().auditEvent.update({ where: { id }, data })
}

/** For what is over when it is recorded: a login, a refusal. `to` may be a transaction, of which it is then a part. */
export async function recordEvent(
  entry: AuditEntry,
  outcome: AuditOutcome,
  errorCode?: string | null,
  to: Pick<ReturnType<typeof db>, 'auditEvent'> = db(),
): Promise<void> {
  const data = { ...toRow(entry), outcome, errorCode: errorCode ?? null, finishedAt: new Date() }
  await to.auditEvent.create({ data })
}

function toRow(entry: AuditEntry) {
  return {
    requestId: entry.requestId,
    actorId: entry.actorId,
    actorName: entry.actorName,
    action: entry.action,
    projectSlug: entry.projectSlug ?? null,
    cluster: entry.cluster ?? null,
    namespace: entry.namespace ?? null,
    target: entry.target ?? null,
    details: { ...entry.details },
  }
}
