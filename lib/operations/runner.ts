import 'server-only'
import { log } from '../log.ts'
import { onOperationChange } from './changes.ts'
import { type DrivePace, driveOperation } from './drive.ts'
import { forgetOldOperations } from './forget.ts'
import type { OperationKind } from './kind.ts'
import { Lease, listIdle } from './lease.ts'

interface RunnerPace extends DrivePace {
  /** Between two looks for what other replicas began or left. */
  readonly lookMs: number
}

const usual: RunnerPace = { leaseMs: 10_000, waitMs: 1000, lookMs: 2000 }
/** Between two looks for what ended long ago, ms. */
const forgetMs = 6 * 3600 * 1000
/** Operations that one process is at; the others wait for a replica. */
const maxAtOnce = 50

/**
 * Carries unfinished operations to their end, also those that a dead process left. Any number of replicas may run one:
 * each operation is with whoever has its lease.
 */
export class OperationRunner {
  readonly #kinds: ReadonlyMap<string, OperationKind>
  readonly #pace: RunnerPace
  readonly #stop = new AbortController()
  readonly #running = new Map<string, Promise<void>>()
  readonly #forget: () => void
  readonly #timer: NodeJS.Timeout
  #forgottenAt = 0
  #looking: Promise<void> | null = null
  #isStale = false

  constructor(kinds: readonly OperationKind[], pace: Partial<RunnerPace> = {}) {
    this.#kinds = new Map(kinds.map((one) => [one.kind, one]))
    this.#pace = { ...usual, ...pace }
    this.#forget = onOperationChange(() => this.#wake())
    this.#timer = setInterval(() => this.#wake(), this.#pace.lookMs)
    this.#wake()
  }

  /** Resolves when the steps that are being made are made and the leases are given back. */
  async stop(): Promise<void> {
    this.#forget()
    clearInterval(this.#timer)
    this.#stop.abort()
    await this.#looking
    await Promise.all(this.#running.values())
  }

  #wake(): void {
    if (this.#stop.signal.aborted) return
    if (this.#looking !== null) {
      this.#isStale = true
      return
    }
    this.#looking = this.#look()
      .catch((error: unknown) => log.warn({ error }, 'operations not looked for'))
      .finally(() => {
        this.#looking = null
        if (!this.#isStale) return
        this.#isStale = false
        this.#wake()
      })
  }

  async #look(): Promise<void> {
    if (Date.now() - this.#forgottenAt > forgetMs) {
      this.#forgottenAt = Date.now()
      await forgetOldOperations()
    }
    for (const { id, kind: name } of await listIdle()) {
      const kind = this.#kinds.get(name)
      if (kind === undefined || this.#running.has(id) || this.#running.size >= maxAtOnce) continue
      const lease = await Lease.claim(id, this.#pace.leaseMs)
      if (lease === null) continue
      const driving = driveOperation(lease, kind, this.#pace, this.#stop.signal)
      this.#running.set(
        id,
        driving.finally(() => this.#running.delete(id)),
      )
    }
  }
}
