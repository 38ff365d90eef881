const most = 6

/** Names one after the other; of many, the first ones and the last. */
export function namesText(names: readonly string[]): string {
  if (names.length <= most) return names.join(', ')
  return `${names.slice(0, most - 2).join(', ')} … ${names.at(-1)}`
}
