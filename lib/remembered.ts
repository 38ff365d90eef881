import 'server-only'

const maxKept = 10_000

/** Readings that several pages ask for again and again, each believed for a while. Failures are not kept. */
export class Remembered<T> {
  readonly #ms: number
  readonly #readings = new Map<string, { readonly at: number; readonly reading: Promise<T> }>()

  constructor(ms: number) {
    this.#ms = ms
  }

  get(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.#readings.get(key)
    if (known !== undefined && Date.now() - known.at < this.#ms) return known.reading
    if (this.#readings.size >= maxKept) this.#readings.clear()
    const reading = read()
    this.#readings.set(key, { at: Date.now(), reading })
    reading.catch(() => this.#readings.delete(key))
    return reading
  }
}
