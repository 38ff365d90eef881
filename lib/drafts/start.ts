import 'server-only'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { type DraftScope, draftKind, ownDrafts } from './own.ts'
import { maxDrafts, type StartDraftInput, type StartEditDraftInput } from './schema.ts'

/** Throws `invalid` at `draft` when the person keeps as many as there may be. */
export async function startDraft(
  scope: DraftScope,
  input: StartDraftInput,
): Promise<{ id: string; version: number; requestId: string }> {
  const kept = await db().draft.count({ where: { ...ownDrafts(scope), kind: draftKind() } })
  if (kept >= maxDrafts) {
    throw new AppError('invalid', {
      fields: [{ path: 'draft', code: 'drafts_too_many', detail: String(maxDrafts) }],
    })
  }
  return db().draft.create({
    data: { ...ownDrafts(scope), kind: draftKind(), ...input },
    select: { id: true, version: true, requestId: true },
  })
}

/** Edits that nobody came back to, by now of sets that are gone or others, ms. */
const forgottenMs = 30 * 24 * 60 * 60 * 1000

/** Throws `conflict` when another tab has begun one for this set. */
export async function startEditDraft(
  scope: DraftScope,
  { uid, ...input }: StartEditDraftInput,
): Promise<{ id: string; version: number }> {
  const kind = draftKind(uid)
  const own = ownDrafts(scope)
  await db().draft.deleteMany({
    where: { ...own, kind: { startsWith: 'edit:' }, updatedAt: { lt: new Date(Date.now() - forgottenMs) } },
  })
  if ((await db().draft.count({ where: { ...own, kind } })) > 0)
    throw new AppError('conflict', { message: 'this set is edited elsewhere' })
  return db().draft.create({ data: { ...own, kind, ...input }, select: { id: true, version: true } })
}
