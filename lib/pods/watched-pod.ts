import 'server-only'
import { getCluster } from '../kubernetes/clusters.ts'
import { noteEndings } from '../kubernetes/endings.ts'
import { LookedAt, lookAt, waitAWhile } from '../kubernetes/looked-at.ts'
import { readUsage, type Usage } from '../kubernetes/metrics.ts'
import type { Event, Pod, ResourceTypes } from '../kubernetes/types.ts'
import { type Hearing, runWatchLoop } from '../kubernetes/watch-loop.ts'
import type { NamespaceName, ObjectName } from '../names.ts'

/** How long the first reader waits for what was not read yet, ms. */
const firstReadMs = 5000
/** The cluster measures no more often, ms. */
const measureMs = 15_000

/**
 * One pod as the cluster has it, whole, with the events about it, watched for as long as somebody looks: the board keeps
 * of each pod only what a state is derived from.
 */
export class WatchedPod extends LookedAt {
  pod: Pod | null = null
  readonly #events = new Map<string, Event>()
  readonly #loaded = Promise.withResolvers<void>()
  readonly #readUsage: () => Promise<Usage | null>
  #hearing: Hearing = { state: 'loading', heardAt: null, code: null }
  #usage: Usage | null = null
  #measuredAt = Number.NEGATIVE_INFINITY

  constructor(cluster: string, namespace: NamespaceName, name: ObjectName, ended: () => void) {
    super(ended)
    this.#readUsage = () => readUsage(getCluster(cluster), namespace, name)
    const selectors = {
      pods: `metadata.name=${name}`,
      events: `involvedObject.kind=Pod,involvedObject.name=${name}`,
    } as const
    const watch = <R extends 'pods' | 'events'>(
      resource: R,
      take: (one: ResourceTypes[R], isThere: boolean) => void,
      clear: () => void,
      heard: (hearing: Hearing) => void,
    ) =>
      runWatchLoop<R>(
        {
          connect: () => getCluster(cluster),
          resource,
          selection: { place: namespace, fieldSelector: selectors[resource] },
          replace: (items) => {
            clear()
            for (const item of items) take(item, true)
            this.tell()
          },
          apply: ({ type, object }) => {
            take(object, type !== 'DELETED')
            this.tell()
          },
          heard,
        },
        this.unseen,
      )
    const takePod = (pod: Pod, isThere: boolean) => {
      noteEndings(pod.metadata.uid, isThere ? pod : null)
      // The end of a former pod may be told after the next one is there.
      if (isThere || this.pod?.metadata.uid === pod.metadata.uid) this.pod = isThere ? pod : null
    }
    const takeEvent = (event: Event, isThere: boolean) => {
      if (isThere) this.#events.set(event.metadata.name, event)
      else this.#events.delete(event.metadata.name)
    }
    const clearPod = () => {
      this.pod = null
    }
    void watch('pods', takePod, clearPod, (hearing) => this.#hear(hearing))
    void watch(
      'events',
      takeEvent,
      () => this.#events.clear(),
      () => undefined,
    )
  }

  get hearing(): Hearing {
    return this.#hearing
  }

  get events(): Iterable<Event> {
    return this.#events.values()
  }

  /**
   * What its containers use, as far as it was heard; null where the cluster does not say. There is no watch for it, and
   * nobody waits: a look may ask anew, and an answer is a change.
   */
  get usage(): Usage | null {
    if (Date.now() - this.#measuredAt > measureMs) {
      this.#measuredAt = Date.now()
      void this.#measure()
    }
    return this.#usage
  }

  /** Waits for the first reading, and not for long. */
  async loaded(): Promise<void> {
    if (this.#hearing.heardAt === null) await waitAWhile(this.#loaded.promise, firstReadMs)
  }

  async #measure(): Promise<void> {
    this.#usage = await this.#readUsage().catch(() => null)
    this.tell()
  }

  #hear(hearing: Hearing): void {
    this.#hearing = hearing
    // Also a refusal is an answer.
    if (hearing.heardAt !== null || hearing.code !== null) this.#loaded.resolve()
    this.tell()
  }
}

export function watchedPod(cluster: string, namespace: NamespaceName, name: ObjectName): WatchedPod {
  const make = (ended: () => void) => new WatchedPod(cluster, namespace, name, ended)
  return lookAt(`pod ${cluster}/${namespace}/${name}`, make)
}
