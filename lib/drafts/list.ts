import 'server-only'
import { db } from '../db/client.ts'
import { type DraftScope, draftKind, ownDrafts } from './own.ts'
import type { DraftSummary } from './schema.ts'

/** The person's own drafts of new sets in this project, the last saved first. */
export async function listDrafts(scope: DraftScope): Promise<DraftSummary[]> {
  const drafts = await db().draft.findMany({
    where: { ...ownDrafts(scope), kind: draftKind() },
    select: { id: true, title: true, updatedAt: true },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
  })
  return drafts.map(({ id, title, updatedAt }) => ({ id, title, updatedAt: updatedAt.toISOString() }))
}
