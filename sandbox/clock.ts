/** The time in the sandbox, and how long things take there. */
export class Clock {
  /** What the durations of simulated things are multiplied with. */
  readonly pace: number
  #fixed: number | null

  /** From `start` (epoch ms) the time stands still between `moveTo`s, until `run`; without it, it is the machine's. */
  constructor(pace = 1, start: number | null = null) {
    this.pace = pace
    this.#fixed = start
  }

  get isRunning(): boolean {
    return this.#fixed === null
  }

  /** Epoch ms. */
  now(): number {
    return this.#fixed ?? Date.now()
  }

  /** As Kubernetes writes times: whole seconds. */
  stamp(ms: number = this.now()): string {
    return `${new Date(ms).toISOString().slice(0, 19)}Z`
  }

  moveTo(ms: number): void {
    if (this.#fixed !== null) this.#fixed = Math.max(ms, this.#fixed)
  }

  run(): void {
    this.#fixed = null
  }
}
