/** An address of a /16 that nobody has yet. `prefix` is its first half, e.g. `10.96`. */
export function spareAddress(prefix: string, used: readonly string[]): string {
  const taken = new Set(used)
  for (let number = 10; number < 65_000; number++) {
    const address = `${prefix}.${number >> 8}.${number & 255}`
    if (!taken.has(address)) return address
  }
  throw new Error(`No address is left in ${prefix}.0.0/16`)
}

/** The addresses of a /16 that come and go with their owners: one after the other, and none that somebody has. */
export class Addresses {
  readonly #prefix: string
  readonly #taken = new Map<string, number>()
  #last = 255

  /** `prefix` is its first half. */
  constructor(prefix: string) {
    this.#prefix = prefix
  }

  change(before: string | undefined, after: string | undefined): void {
    this.#count(before, -1)
    this.#count(after, 1)
  }

  /** Throws when there is none left. */
  next(): string {
    for (let tries = 0; tries < 65_000; tries++) {
      this.#last = this.#last >= 65_000 ? 256 : this.#last + 1
      const address = `${this.#prefix}.${this.#last >> 8}.${this.#last & 255}`
      if (!this.#taken.has(address)) return address
    }
    throw new Error(`No address is left in ${this.#prefix}.0.0/16`)
  }

  #count(address: string | undefined, by: 1 | -1): void {
    if (address === undefined) return
    const count = (this.#taken.get(address) ?? 0) + by
    if (count > 0) this.#taken.set(address, count)
    else this.#taken.delete(address)
  }
}
