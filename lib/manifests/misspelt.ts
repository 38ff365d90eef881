/** The key that was probably meant to be this one: letters swapped, one missing or too many, another case. */
export function misspelling(wanted: string, keys: readonly string[]): string | undefined {
  return keys.find((key) => resembles(key.toLowerCase(), wanted.toLowerCase()))
}

function resembles(one: string, other: string): boolean {
  if (sorted(one) === sorted(other)) return true
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (long.length - short.length !== 1) return false
  return [...long].some((_, index) => long.slice(0, index) + long.slice(index + 1) === short)
}

function sorted(text: string): string {
  return [...text].sort().join('')
}
