/** The wanted name, or else the first free one of `wanted-2`, `wanted-3` and so on. */
export function freeName(wanted: string, taken: readonly unknown[]): string {
  if (!taken.includes(wanted)) return wanted
  let number = 2
  while (taken.includes(`${wanted}-${number}`)) number++
  return `${wanted}-${number}`
}
