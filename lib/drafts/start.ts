import 'server-only'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { type DraftScope, ownDrafts } from './own.ts'
import { maxDrafts, type StartDraftInput } from './schema.ts'

/** Throws `invalid` at `draft` when the person keeps as many as there may be. */
export async function startDraft(
  scope: DraftScope,
  input: StartDraftInput,
): Promise<{ id: string; version: number; requestId: string }> {
  const kept = await db().draft.count({ where: ownDrafts(scope) })
  if (kept >= maxDrafts) {
    throw new AppError('invalid', {
      fields: [{ path: 'draft', code: 'drafts_too_many', detail: String(maxDrafts) }],
    })
  }
  return db().draft.create({
    data: { ...ownDrafts(scope), kind: 'create', ...input },
    select: { id: true, version: true, requestId: true },
  })
}
