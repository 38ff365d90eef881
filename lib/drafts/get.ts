import 'server-only'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { type DraftScope, ownDrafts } from './own.ts'
import { type DraftSummary, selectDraftSchema } from './schema.ts'

export interface Draft extends DraftSummary {
  readonly content: string
  readonly pending: string
  /** Marks what is created from this draft. */
  readonly requestId: string
  readonly version: number
}

/** Throws `not_found` also for a draft of somebody else, and for an id that is none. */
export async function getDraft(scope: DraftScope, id: string): Promise<Draft> {
  const draft = await findDraft(scope, id)
  if (draft === null) throw new AppError('not_found')
  return draft
}

export async function findDraft(scope: DraftScope, id: string): Promise<Draft | null> {
  const isId = selectDraftSchema.safeParse({ id }).success
  const draft = isId ? await db().draft.findFirst({ where: { ...ownDrafts(scope), id } }) : null
  if (draft === null) return null
  const { title, content, pending, requestId, version, updatedAt } = draft
  return {
    ...{ id, title, requestId, version },
    content: String(content),
    pending: String(pending),
    updatedAt: updatedAt.toISOString(),
  }
}
