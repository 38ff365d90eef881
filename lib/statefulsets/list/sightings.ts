import type { Pod, StatefulSet } from '../../kubernetes/types.ts'
import { isObserved, missingOrdinals, ordinalOf, windowOf } from '../state/facts.ts'

/** Since when sets are as the cluster itself does not say since when, epoch ms; by the key of the set. */
export class Sightings {
  readonly #lagging = new Map<string, number>()
  readonly #missing = new Map<string, ReadonlyMap<string, number>>()

  laggingSince(key: string, set: StatefulSet, now: number): number | null {
    if (isObserved(set)) {
      this.#lagging.delete(key)
      return null
    }
    const since = this.#lagging.get(key) ?? now
    this.#lagging.set(key, since)
    return since
  }

  missingSince(
    key: string,
    set: StatefulSet,
    pods: readonly Pod[],
    now: number,
  ): ReadonlyMap<string, number> {
    const { name } = set.metadata
    const there = new Set(pods.flatMap((pod) => ordinalOf(name, pod.metadata.name) ?? []))
    const known = this.#missing.get(key)
    const names = missingOrdinals(windowOf(set), there).map((ordinal) => `${name}-${ordinal}`)
    const missing = new Map(names.map((pod) => [pod, known?.get(pod) ?? now]))
    if (missing.size === 0) this.#missing.delete(key)
    else this.#missing.set(key, missing)
    return missing
  }

  forget(key: string): void {
    this.#lagging.delete(key)
    this.#missing.delete(key)
  }
}
