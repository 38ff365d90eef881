import 'server-only'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { getDraft } from './get.ts'
import { type DraftScope, ownDrafts } from './own.ts'
import type { SaveDraftInput } from './schema.ts'

/**
 * Writes over the version that the person was typing on, and gives the next one. Throws `conflict` when another tab
 * saved meanwhile, and `not_found` when the draft is gone; nothing is overwritten. What is stored already is saved
 * already: a save whose answer was lost may be sent again as it was.
 */
export async function saveDraft(
  scope: DraftScope,
  { id, version, ...written }: SaveDraftInput,
): Promise<{ version: number }> {
  const { count } = await db().draft.updateMany({
    where: { ...ownDrafts(scope), id, version },
    data: { ...written, version: { increment: 1 } },
  })
  if (count === 1) return { version: version + 1 }
  const stored = await getDraft(scope, id)
  const isSaved =
    stored.content === written.content && stored.pending === written.pending && stored.title === written.title
  if (!isSaved) throw new AppError('conflict', { message: 'the draft was saved elsewhere' })
  return { version: stored.version }
}
