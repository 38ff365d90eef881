import type { Row } from '@/lib/manifests/rows'
import type { DraftState } from './draft-store'

/*
 * What this tab has of a draft, kept in the tab: a page that is loaded anew in the second before the draft is saved
 * still has it, and one that the browser goes back to, which it shows as it was first loaded.
 */

export interface Unsaved {
  /** Of the stored draft that this was typed into. */
  readonly version: number
  readonly text: string
  /** What is kept beside the text, as it is stored. */
  readonly pending: string
}

export function keepUnsaved(id: string, { version, text, pending }: Unsaved): void {
  try {
    sessionStorage.setItem(keyOf(id), JSON.stringify([text, pending, version]))
  } catch {
    // A full or forbidden storage leaves the draft to be saved in a second, as without it.
  }
}

export function forgetUnsaved(id: string): void {
  sessionStorage.removeItem(keyOf(id))
}

/** Null as well when the stored draft, of `version`, is newer: then another tab has written it. */
export function readUnsaved(id: string, version: number): Unsaved | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(id)) ?? 'null')
    if (!Array.isArray(kept) || !(Number(kept[2]) >= version)) return null
    return { version: Number(kept[2]), text: String(kept[0]), pending: String(kept[1]) }
  } catch {
    return null
  }
}

export function writePending(pending: DraftState['pending']): string {
  return JSON.stringify([...pending])
}

/** What an older version wrote, or nobody, is as good as nothing. */
export function readPending(text: string): Map<string, readonly Row[]> {
  try {
    return new Map(JSON.parse(text) as [string, readonly Row[]][])
  } catch {
    return new Map()
  }
}

const keyOf = (id: string) => `ordinal-draft-${id}`
