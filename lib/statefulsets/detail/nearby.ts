import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { getCluster } from '../../kubernetes/clusters.ts'
import type { WatchedResource } from '../../kubernetes/trim.ts'
import type { ResourceTypes } from '../../kubernetes/types.ts'
import { WatchCache } from '../../kubernetes/watch-cache.ts'
import type { NamespaceName } from '../../names.ts'

/** What a page about one set shows beyond the board. */
const nearbyResources = [
  'controllerrevisions',
  'poddisruptionbudgets',
  'horizontalpodautoscalers',
  'events',
] as const satisfies readonly WatchedResource[]
export type NearbyResource = (typeof nearbyResources)[number]

/** So long it goes on after the last look, ms. */
const restMs = 60_000
/** How long the first reader waits for what was not read yet, ms. */
const firstReadMs = 2500

/**
 * What one namespace holds that only pages about a single set show, watched for as long as somebody looks: the templates
 * of all revisions of ten thousand sets would fill the memory for nobody.
 */
export class Nearby {
  readonly #caches: { readonly [R in NearbyResource]: WatchCache<R> }
  readonly #listeners = new Set<() => void>()
  readonly #rest: NodeJS.Timeout
  readonly #namespace: NamespaceName

  constructor(cluster: string, namespace: NamespaceName, ended: () => void) {
    this.#namespace = namespace
    const changed = () => {
      for (const listener of this.#listeners) listener()
    }
    const watch = <R extends NearbyResource>(resource: R) =>
      new WatchCache<R>({
        ...{ connect: () => getCluster(cluster), resource, namespace, changed },
        isUnfiltered: true,
      })
    this.#caches = {
      controllerrevisions: watch('controllerrevisions'),
      poddisruptionbudgets: watch('poddisruptionbudgets'),
      horizontalpodautoscalers: watch('horizontalpodautoscalers'),
      events: watch('events'),
    }
    this.#rest = setTimeout(() => {
      if (this.#listeners.size > 0) return this.look()
      for (const cache of Object.values(this.#caches)) cache.stop()
      ended()
    }, restMs).unref()
  }

  /** Somebody looks: it goes on. */
  look(): void {
    this.#rest.refresh()
  }

  /** All that is known of a resource; waits for the first reading, and not for long. */
  async objects<R extends NearbyResource>(resource: R): Promise<Iterable<ResourceTypes[R]>> {
    const cache = this.#caches[resource] as unknown as WatchCache<R>
    if (!cache.isHeard(this.#namespace))
      await Promise.race([cache.loaded(this.#namespace), sleep(firstReadMs, undefined, { ref: false })])
    return cache.in(this.#namespace)
  }

  /** Calls `changed` after any change, until the function that this gives is called. */
  onChange(changed: () => void): () => void {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }
}

/** Kept on globalThis: pages and streams are bundles of their own. */
const shared = globalThis as typeof globalThis & { ordinalNearby?: Map<string, Nearby> }

export function nearby(cluster: string, namespace: NamespaceName): Nearby {
  shared.ordinalNearby ??= new Map()
  const all = shared.ordinalNearby
  const key = `${cluster}/${namespace}`
  const known = all.get(key)
  if (known !== undefined) {
    known.look()
    return known
  }
  const made = new Nearby(cluster, namespace, () => all.delete(key))
  all.set(key, made)
  return made
}
