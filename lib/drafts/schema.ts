import { z } from 'zod'

/** In UTF-8 bytes: twice what may be created, so that nothing is lost before it is found too large. */
export const maxDraftBytes = 1024 * 1024
/** An edit keeps here what it was begun from. */
const maxPendingBytes = maxDraftBytes
/** Of one person in one project. */
export const maxDrafts = 50

const textSchema = (maxBytes: number) =>
  z
    .string()
    .refine(
      (text) => text.length <= maxBytes && new TextEncoder().encode(text).length <= maxBytes,
      'draft_too_large',
    )
    // Half a character is no text; no database takes it.
    .transform((text) => text.toWellFormed())

/** A title is only shown: what a list could not show is left out. */
const titleSchema = z.string().transform((text) => text.slice(0, 100).replace(/[\p{Cc}\p{Cs}]/gu, ''))

const written = {
  /** What a list calls it: the set's name as it stands in the text, or ''. */
  title: titleSchema,
  content: textSchema(maxDraftBytes),
  /** JSON of the screen: what no manifest can hold. Nobody else reads into it. */
  pending: textSchema(maxPendingBytes),
}

export const startDraftSchema = z.strictObject(written)
export type StartDraftInput = z.infer<typeof startDraftSchema>

export const startEditDraftSchema = z.strictObject({
  /** Of the set that is edited. */
  uid: z.string().min(1).max(64),
  ...written,
})
export type StartEditDraftInput = z.infer<typeof startEditDraftSchema>

export const saveDraftSchema = z.strictObject({
  id: z.uuid(),
  /** The version that the person was typing on. */
  version: z.number().int().min(1),
  ...written,
})
export type SaveDraftInput = z.infer<typeof saveDraftSchema>

export const selectDraftSchema = z.strictObject({ id: z.uuid() })
export type SelectDraftInput = z.infer<typeof selectDraftSchema>

export interface DraftSummary {
  readonly id: string
  /** The set's name, or ''. */
  readonly title: string
  /** ISO 8601. */
  readonly updatedAt: string
}
