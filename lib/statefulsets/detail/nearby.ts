import 'server-only'
import { getCluster } from '../../kubernetes/clusters.ts'
import { LookedAt, lookAt, waitAWhile } from '../../kubernetes/looked-at.ts'
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

/** How long the first reader waits for what was not read yet, ms. */
const firstReadMs = 2500

/**
 * What one namespace holds that only pages about a single set show, watched for as long as somebody looks: the templates
 * of all revisions of ten thousand sets would fill the memory for nobody.
 */
export class Nearby extends LookedAt {
  readonly #caches: { readonly [R in NearbyResource]: WatchCache<R> }
  readonly #namespace: NamespaceName

  constructor(cluster: string, namespace: NamespaceName, ended: () => void) {
    super(ended)
    this.#namespace = namespace
    const changed = () => this.tell()
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
    this.unseen.addEventListener('abort', () => {
      for (const cache of Object.values(this.#caches)) cache.stop()
    })
  }

  /** All that is known of a resource; waits for the first reading, and not for long. */
  async objects<R extends NearbyResource>(resource: R): Promise<Iterable<ResourceTypes[R]>> {
    const cache = this.#caches[resource] as unknown as WatchCache<R>
    if (!cache.isHeard(this.#namespace)) await waitAWhile(cache.loaded(this.#namespace), firstReadMs)
    return cache.in(this.#namespace)
  }
}

export function nearby(cluster: string, namespace: NamespaceName): Nearby {
  return lookAt(`nearby ${cluster}/${namespace}`, (ended) => new Nearby(cluster, namespace, ended))
}
