/** Lines that come without a pause for so long, ms, are a stream that may be behind its source. */
const flowMs = 3000
const pauseMs = 1000
/** Clocks differ, and lines take their way: less is not said, ms. */
const leastMs = 10_000

/** How far a log that is written faster than it can be read is behind. A log that says nothing is not, however old its last line is. */
export class LogLag {
  #flowingSince = 0
  #heardAt = Number.NEGATIVE_INFINITY
  #time = 0

  /** Lines came up to one of this time; all in epoch ms. */
  hear(time: number, now: number): void {
    if (now - this.#heardAt > pauseMs) this.#flowingSince = now
    this.#heardAt = now
    this.#time = time
  }

  /** In ms; 0 for what keeps up. */
  behind(now: number): number {
    const isFlowing = now - this.#heardAt <= pauseMs && this.#heardAt - this.#flowingSince >= flowMs
    const lag = this.#heardAt - this.#time
    return isFlowing && lag >= leastMs ? lag : 0
  }
}
