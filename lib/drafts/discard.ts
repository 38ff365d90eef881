import 'server-only'
import { db } from '../db/client.ts'
import { type DraftScope, ownDrafts } from './own.ts'
import type { SelectDraftInput } from './schema.ts'

/** A draft that is gone stays gone. */
export async function discardDraft(scope: DraftScope, { id }: SelectDraftInput): Promise<true> {
  await db().draft.deleteMany({ where: { ...ownDrafts(scope), id } })
  return true
}
