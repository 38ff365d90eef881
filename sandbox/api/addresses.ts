/** An address of a /16 that nobody has yet. `prefix` is its first half, e.g. `10.96`. */
export function spareAddress(prefix: string, used: readonly string[]): string {
  const taken = new Set(used)
  for (let number = 10; number < 65_000; number++) {
    const address = `${prefix}.${number >> 8}.${number & 255}`
    if (!taken.has(address)) return address
  }
  throw new Error(`No address is left in ${prefix}.0.0/16`)
}
