/** The wanted name, or else the first free one of `wanted-2`, `wanted-3` and so on. */
export function freeName(wanted: string, taken: readonly unknown[]): string {
  return taken.includes(wanted) ? freeNumbered(wanted, taken, 2) : wanted
}

/** The first free one of `base-1`, `base-2` and so on, for what no name is the usual one of. */
export function freeNumbered(base: string, taken: readonly unknown[], from = 1): string {
  let number = from
  while (taken.includes(`${base}-${number}`)) number++
  return `${base}-${number}`
}
