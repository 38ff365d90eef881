/** A timer of Node that is set for longer fires at once, ms. */
const longestDelay = 2 ** 31 - 1

/** Calls with a key when its time has come; of very distant times sooner, and may be set again then. */
export class Alarms {
  readonly #timers = new Map<string, NodeJS.Timeout>()
  readonly #ring: (key: string) => void

  constructor(ring: (key: string) => void) {
    this.#ring = ring
  }

  /** In place of what was set for this key. `at` and `now` in epoch ms; null for never. */
  set(key: string, at: number | null, now: number): void {
    clearTimeout(this.#timers.get(key))
    this.#timers.delete(key)
    if (at === null) return
    const delay = Math.min(at - now + 1, longestDelay)
    this.#timers.set(key, setTimeout(() => this.#ring(key), delay).unref())
  }
}
