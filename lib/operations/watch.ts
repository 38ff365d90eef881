import 'server-only'
import { db } from '../db/client.ts'
import { log } from '../log.ts'
import { onOperationChange } from './changes.ts'
import { unfinishedOrJustFinished } from './find.ts'
import type { OperationView } from './schema.ts'
import { toOperationView } from './view.ts'

/** So often it is looked whether another replica moved one, ms. */
const lookMs = 1000

/**
 * The operations that are under way or ended a moment ago, of all sets, for streams: one question to the database a
 * second however many listen, and none while nobody does.
 */
class OperationWatch {
  /** `<cluster>/<namespace>/<target>` → the newest. */
  #views: ReadonlyMap<string, OperationView> = new Map()
  #seen = ''
  readonly #listeners = new Set<() => void>()
  #timer: NodeJS.Timeout | null = null
  #looking: Promise<void> | null = null
  #isStale = false

  /** As of the last look; null when nothing is under way with the set. */
  of(cluster: string, namespace: string, target: string): OperationView | null {
    return this.at(`${cluster}/${namespace}/${target}`)
  }

  /** The same for `<cluster>/<namespace>/<target>`. */
  at(key: string): OperationView | null {
    return this.#views.get(key) ?? null
  }

  /** All of them, by `<cluster>/<namespace>/<target>`. */
  all(): ReadonlyMap<string, OperationView> {
    return this.#views
  }

  /** Calls `changed` after any of them changed, here or elsewhere, until the function that this gives is called. */
  onChange(changed: () => void): () => void {
    this.#listeners.add(changed)
    this.#timer ??= setInterval(() => void this.look(), lookMs).unref()
    void this.look()
    return () => {
      this.#listeners.delete(changed)
      if (this.#listeners.size > 0 || this.#timer === null) return
      clearInterval(this.#timer)
      this.#timer = null
    }
  }

  constructor() {
    onOperationChange(() => {
      if (this.#listeners.size > 0) void this.look()
    })
  }

  /** Reads them now. What changes during a reading is read after it. */
  look(): Promise<void> {
    if (this.#looking !== null) this.#isStale = true
    this.#looking ??= this.#read().finally(() => {
      this.#looking = null
      if (!this.#isStale) return
      this.#isStale = false
      void this.look()
    })
    return this.#looking
  }

  async #read(): Promise<void> {
    try {
      const rows = await db().operation.findMany({
        where: unfinishedOrJustFinished(),
        orderBy: { createdAt: 'asc' },
      })
      this.#views = new Map(
        rows.map((row) => [`${row.cluster}/${row.namespace}/${row.target}`, toOperationView(row)]),
      )
    } catch (error) {
      log.warn({ error }, 'operations not read')
      return
    }
    const seen = JSON.stringify([...this.#views])
    if (seen === this.#seen) return
    this.#seen = seen
    for (const changed of this.#listeners) changed()
  }
}

/** Kept on globalThis: pages and streams are bundles of their own. */
const shared = globalThis as typeof globalThis & { ordinalOperations?: OperationWatch }

export function operationWatch(): OperationWatch {
  shared.ordinalOperations ??= new OperationWatch()
  return shared.ordinalOperations
}
