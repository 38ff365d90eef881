import type { Row } from '@/lib/manifests/lens'
import type { DraftState } from './draft-store'

/*
 * What was typed and is not stored yet, kept in the tab: a page that is loaded anew in the second before the draft is
 * saved still has it.
 */

export interface Unsaved {
  readonly text: string
  readonly pending: ReadonlyMap<string, readonly Row[]>
}

export function keepUnsaved(id: string, { text, pending }: DraftState): void {
  try {
    sessionStorage.setItem(keyOf(id), JSON.stringify([text, writePending(pending)]))
  } catch {
    // A full or forbidden storage leaves the draft to be saved in a second, as without it.
  }
}

export function forgetUnsaved(id: string): void {
  sessionStorage.removeItem(keyOf(id))
}

export function readUnsaved(id: string): Unsaved | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(id)) ?? 'null')
    if (!Array.isArray(kept)) return null
    return { text: String(kept[0]), pending: readPending(String(kept[1])) }
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
