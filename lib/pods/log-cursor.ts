import { timeOf } from './log-wire.ts'

/**
 * How far a log was read, and what of it comes a second time. The API counts time in seconds, so whoever goes on hears
 * lines again: those up to the `count`-th one of timestamp `at` are known.
 */
export class LogCursor {
  #at = ''
  #time = Number.NEGATIVE_INFINITY
  #count = 0
  /** How many of the lines of `at` came again; null when all that comes is new. */
  #again: number | null = null

  /** The timestamp of the last line; '' before the first. */
  get at(): string {
    return this.#at
  }

  /** Whether the last known line came again since the log is read again. */
  get isFound(): boolean {
    return this.#again !== 0
  }

  /** The log is read again, from before its last line or from wherever it is still kept. */
  rewind(): void {
    if (this.#at !== '') this.#again = 0
  }

  /** From here on all that comes is new. */
  settle(): void {
    this.#again = null
  }

  /**
   * Whether the next line is new. `gap`: it is, and the last known line did not come again, so there may be lines
   * between the two; nothing is noted until it is taken with `accept`.
   */
  take(at: string): 'new' | 'seen' | 'gap' {
    if (this.#again === null) {
      this.accept(at)
      return 'new'
    }
    if (at === this.#at) {
      this.#again++
      if (this.#again >= this.#count) this.#again = null
      return 'seen'
    }
    if (!isAfter(at, this.#at, this.#time)) return 'seen'
    if (this.#again === 0) return 'gap'
    this.accept(at)
    return 'new'
  }

  accept(at: string): void {
    this.#again = null
    this.#count = at === this.#at ? this.#count + 1 : 1
    if (at === this.#at) return
    this.#at = at
    this.#time = timeOf(at)
  }
}

function isAfter(at: string, other: string, otherTime: number): boolean {
  const time = timeOf(at)
  // Within a quarter of a microsecond numbers are the same; the kubelet writes all nine digits.
  return time === otherTime ? at > other : time > otherTime
}

/** From where a log is asked for so that its last known line comes again; a line may be written a little late. */
export function sinceTimeOf(at: string): string {
  return new Date((Math.floor(timeOf(at) / 1000) - 1) * 1000).toISOString()
}
