import 'server-only'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { type DraftScope, draftKind, ownDrafts } from './own.ts'
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
  const draft = selectDraftSchema.safeParse({ id }).success ? await findOne(scope, { id }) : null
  if (draft === null) throw new AppError('not_found')
  return draft
}

/** A draft of a new set. */
export async function findDraft(scope: DraftScope, id: string): Promise<Draft | null> {
  const isId = selectDraftSchema.safeParse({ id }).success
  return isId ? findOne(scope, { id, kind: draftKind() }) : null
}

/** What this person has typed into the set with this uid and not saved. */
export async function findEditDraft(scope: DraftScope, uid: string): Promise<Draft | null> {
  return findOne(scope, { kind: draftKind(uid) })
}

async function findOne(
  scope: DraftScope,
  which: { readonly id?: string; readonly kind?: string },
): Promise<Draft | null> {
  const draft = await db().draft.findFirst({ where: { ...ownDrafts(scope), ...which } })
  if (draft === null) return null
  const { id, title, content, pending, requestId, version, updatedAt } = draft
  return {
    ...{ id, title, requestId, version },
    content: String(content),
    pending: String(pending),
    updatedAt: updatedAt.toISOString(),
  }
}
