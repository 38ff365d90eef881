/*
 * What became of a draft, kept in the tab: the browser goes back to a page as it was, and shows a draft that is no more.
 */

export interface DraftEnd {
  readonly slug: string
  /** The set that was created from it; null when it was discarded. */
  readonly set: string | null
}

export function keepEnd(id: string, end: DraftEnd): void {
  try {
    sessionStorage.setItem(keyOf(id), JSON.stringify(end))
  } catch {
    // Without it the draft can be typed into, and is said to be gone when it is saved.
  }
}

/** Null for a draft that this tab has not ended, and on the server. */
export function readEnd(id: string): DraftEnd | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(id)) ?? 'null') as DraftEnd | null
  } catch {
    return null
  }
}

const keyOf = (id: string) => `ordinal-draft-end-${id}`
