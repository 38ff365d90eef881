import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { db } from '../db/client.ts'

/** The newest ones tell who made what is there now; a set keeps ten revisions unless it says otherwise. */
const maxChanges = 200

/** What people changed of one object through this console, and when; the newest first. */
export async function listChanges({ project: { slug, cluster, namespace } }: ProjectScope, target: string) {
  const rows = await db().auditEvent.findMany({
    where: { projectSlug: slug, cluster, namespace, target, outcome: 'succeeded', finishedAt: { not: null } },
    orderBy: { startedAt: 'desc' },
    take: maxChanges,
  })
  return rows.map(({ actorName, action, details, startedAt, finishedAt }) => ({
    ...{ by: actorName, action, details: details as Readonly<Record<string, unknown>> },
    from: startedAt.getTime(),
    to: (finishedAt ?? startedAt).getTime(),
  }))
}
