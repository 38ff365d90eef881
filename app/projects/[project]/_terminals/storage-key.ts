/** Where a browser tab keeps what brings its terminals back after a reload. */
export function storageKey(slug: string): string {
  return `ordinal.terminals.${slug}`
}

/** Whether there were terminals before the page was loaded anew. */
export function hasKept(slug: string): boolean {
  try {
    return (sessionStorage.getItem(storageKey(slug)) ?? '').includes('"pod"')
  } catch {
    return false
  }
}
