import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'

/** So long it goes on after the last look, ms. */
const restMs = 60_000

/** Something of a cluster that is followed for as long as somebody looks. */
export abstract class LookedAt {
  /** Aborts when nobody looks any more. */
  protected readonly unseen: AbortSignal
  readonly #listeners = new Set<() => void>()
  readonly #rest: NodeJS.Timeout

  constructor(ended: () => void) {
    const unseen = new AbortController()
    this.unseen = unseen.signal
    this.#rest = setTimeout(() => {
      if (this.#listeners.size > 0) return this.look()
      unseen.abort()
      ended()
    }, restMs).unref()
  }

  /** Somebody looks: it goes on. */
  look(): void {
    this.#rest.refresh()
  }

  /** Calls `changed` after any change, until the function that this gives is called. */
  onChange(changed: () => void): () => void {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  protected tell(): void {
    for (const changed of this.#listeners) changed()
  }
}

/** Kept on globalThis: pages and streams are bundles of their own. */
const shared = globalThis as typeof globalThis & { ordinalLookedAt?: Map<string, LookedAt> }

/** What is looked at under this key, which begins with its kind; made when nobody looks at it yet. */
export function lookAt<T extends LookedAt>(key: string, make: (ended: () => void) => T): T {
  shared.ordinalLookedAt ??= new Map()
  const all = shared.ordinalLookedAt
  const known = all.get(key)
  if (known !== undefined) {
    known.look()
    return known as T
  }
  const made = make(() => all.delete(key))
  all.set(key, made)
  return made
}

/** Waits for a first reading, and no longer than this, ms. */
export async function waitAWhile(reading: Promise<unknown>, ms: number): Promise<void> {
  await Promise.race([reading, sleep(ms, undefined, { ref: false })])
}
