import 'server-only'
import type { NamespaceName } from '../names.ts'
import type { Cluster } from './cluster.ts'
import { everywhere, type Place, type Selection } from './path.ts'
import { type WatchedResource, watched } from './trim.ts'
import type { ResourceTypes } from './types.ts'
import type { WatchEvent } from './watch.ts'
import { type Hearing, type Pace, runWatchLoop } from './watch-loop.ts'

/** Deleted objects that are remembered, so that a late event does not bring one back. */
const maxDead = 10_000

export type Changed<R extends WatchedResource> = (
  before: ResourceTypes[R] | undefined,
  after: ResourceTypes[R] | undefined,
) => void

interface Part {
  hearing: Hearing
  /** Of its last list: what is not newer was in it, or was gone by then. */
  listedVersion: string
  readonly stop: AbortController
  readonly loaded: PromiseWithResolvers<void>
}

interface CacheOptions<R extends WatchedResource> {
  readonly connect: () => Cluster
  readonly resource: R
  /** One namespace alone, for what is watched while somebody looks at it; else the whole cluster. */
  readonly namespace?: NamespaceName
  /** All of them, not only those that the state of a set is derived from. */
  readonly isUnfiltered?: boolean
  /** Hears each change, also of a relist. Must not throw. */
  readonly changed: Changed<R>
  readonly pace?: Pace
}

/**
 * All objects of one resource in one cluster, as they are, trimmed. One watch for the whole cluster; where that is
 * forbidden, one for each namespace that somebody asked for, until it is allowed.
 */
export class WatchCache<R extends WatchedResource> {
  readonly #options: CacheOptions<R>
  readonly #root: Place
  readonly #parts = new Map<Place, Part>()
  readonly #wanted = new Set<NamespaceName>()
  /** By namespace ('' for what is in none), then by name. */
  readonly #objects = new Map<string, Map<string, ResourceTypes[R]>>()
  /** A uid is never used again, in no namespace. */
  readonly #dead = new Set<string>()

  constructor(options: CacheOptions<R>) {
    this.#options = options
    const isClusterWide = options.resource === 'nodes' || options.resource === 'storageclasses'
    this.#root = options.namespace ?? (isClusterWide ? null : everywhere)
    this.#start(this.#root)
  }

  get(namespace: string, name: string): ResourceTypes[R] | undefined {
    return this.#objects.get(namespace)?.get(name)
  }

  /** The objects of one namespace ('' for what is in none). */
  in(namespace: string): Iterable<ResourceTypes[R]> {
    return this.#objects.get(namespace)?.values() ?? []
  }

  get size(): number {
    let sum = 0
    for (const objects of this.#objects.values()) sum += objects.size
    return sum
  }

  /** How well this namespace is heard; asking for it is what makes it watched where the whole cluster is forbidden. */
  hearing(namespace: NamespaceName): Hearing {
    return this.#want(namespace).hearing
  }

  /** How well the whole cluster is heard: as its one watch is, or as the worst of the namespaces' where that is forbidden. */
  get overall(): Hearing {
    const root = this.#parts.get(this.#root) as Part
    const parts = [...this.#parts.values()].filter((part) => part !== root)
    if (!isShut(root) || parts.length === 0) return root.hearing
    return (parts.find(({ hearing }) => hearing.state !== 'live') ?? parts[0] ?? root).hearing
  }

  /** Whether the objects of a namespace ('' for what is in none) were ever read. */
  isHeard(namespace: string): boolean {
    const part = this.#parts.get(namespace as NamespaceName) ?? this.#parts.get(this.#root)
    return part?.hearing.heardAt != null
  }

  /** Resolves when the objects of this namespace were read once. */
  loaded(namespace: NamespaceName): Promise<void> {
    return this.#want(namespace).loaded.promise
  }

  stop(): void {
    for (const { stop } of this.#parts.values()) stop.abort()
  }

  #want(namespace: NamespaceName): Part {
    const root = this.#parts.get(this.#root) as Part
    this.#wanted.add(namespace)
    if (isShut(root)) this.#startWanted()
    return this.#parts.get(namespace) ?? root
  }

  #startWanted(): void {
    if (this.#root === null) return
    for (const namespace of this.#wanted) if (!this.#parts.has(namespace)) this.#start(namespace)
  }

  #start(place: Place): void {
    const heardAt = this.#parts.get(this.#root)?.hearing.heardAt ?? null
    const part: Part = {
      // What was heard of the whole cluster is known of the namespace, too.
      hearing: { state: heardAt === null ? 'loading' : 'lost', heardAt, code: null },
      listedVersion: '',
      stop: new AbortController(),
      loaded: Promise.withResolvers<void>(),
    }
    if (heardAt !== null) part.loaded.resolve()
    this.#parts.set(place, part)
    const { connect, resource, pace, isUnfiltered = false } = this.#options
    const { fieldSelector, isMetadataOnly } = watched[resource]
    const selection: Selection = {
      place,
      isMetadataOnly,
      fieldSelector: isUnfiltered ? undefined : fieldSelector,
    }
    const loop = {
      ...{ connect, resource, selection, ...(pace === undefined ? {} : { pace }) },
      keep: (item: ResourceTypes[R]) => this.#trim(item),
      replace: (kept: readonly ResourceTypes[R][], version: string) => {
        part.listedVersion = version
        this.#replace(place, kept)
      },
      apply: (event: Exclude<WatchEvent<ResourceTypes[R]>, { type: 'BOOKMARK' }>) =>
        this.#apply(event, part.listedVersion),
      heard: (hearing: Hearing) => this.#hear(place, part, hearing),
    }
    void runWatchLoop(loop, part.stop.signal)
  }

  #hear(place: Place, part: Part, hearing: Hearing): void {
    part.hearing = hearing.heardAt === null ? stillKnown(hearing, part.hearing.heardAt) : hearing
    if (hearing.heardAt !== null) part.loaded.resolve()
    if (place !== everywhere) return
    if (isShut(part)) this.#startWanted()
    if (hearing.state !== 'live') return
    for (const [other, { stop, loaded }] of this.#parts) {
      if (other === everywhere) continue
      stop.abort()
      loaded.resolve()
      this.#parts.delete(other)
    }
  }

  #replace(place: Place, kept: readonly ResourceTypes[R][]): void {
    const seen = new Set(kept.map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`))
    for (const [namespace, objects] of this.#objects) {
      if (typeof place === 'string' && place !== namespace) continue
      for (const object of objects.values()) {
        if (!seen.has(`${namespace}/${object.metadata.name}`))
          this.#set(namespace, object.metadata.name, undefined)
      }
    }
    for (const object of kept) this.#set(object.metadata.namespace ?? '', object.metadata.name, object)
  }

  #apply(
    { type, object }: Exclude<WatchEvent<ResourceTypes[R]>, { type: 'BOOKMARK' }>,
    listedVersion: string,
  ): void {
    const { namespace = '', name, uid, resourceVersion } = object.metadata
    const known = this.get(namespace, name)
    if (type === 'DELETED') {
      this.#bury(uid)
      if (known?.metadata.uid === uid) this.#set(namespace, name, undefined)
      return
    }
    const isOld = isNotAfter(resourceVersion, known?.metadata.resourceVersion ?? listedVersion)
    if (!isOld && !this.#dead.has(uid)) this.#set(namespace, name, this.#trim(object) ?? undefined)
  }

  /** What is known already is given as it is: most objects of a relist are. */
  #trim(object: ResourceTypes[R]): ResourceTypes[R] | null {
    const { namespace = '', name, resourceVersion } = object.metadata
    const known = this.get(namespace, name)
    if (known?.metadata.resourceVersion === resourceVersion) return known
    return watched[this.#options.resource].trim(object)
  }

  #set(namespace: string, name: string, after: ResourceTypes[R] | undefined): void {
    const objects = this.#objects.get(namespace) ?? new Map<string, ResourceTypes[R]>()
    const before = objects.get(name)
    if (before === after) return
    if (after === undefined) objects.delete(name)
    else objects.set(name, after)
    if (objects.size === 0) this.#objects.delete(namespace)
    else this.#objects.set(namespace, objects)
    this.#options.changed(before, after)
  }

  #bury(uid: string): void {
    this.#dead.add(uid)
    if (this.#dead.size <= maxDead) return
    const [oldest] = this.#dead
    if (oldest !== undefined) this.#dead.delete(oldest)
  }
}

/** Not allowed so far, or not any more. */
function isShut({ hearing }: Part): boolean {
  return hearing.state === 'forbidden'
}

/** What one watch has not heard yet may be known from another. */
function stillKnown(hearing: Hearing, heardAt: number | null): Hearing {
  if (heardAt === null) return hearing
  return { ...hearing, heardAt, state: hearing.state === 'loading' ? 'lost' : hearing.state }
}

/**
 * Whether a version is not after another. Versions are numbers that grow with each write (KEP-5504); where a server's
 * are not, events are believed in the order in which they come.
 */
function isNotAfter(version: string, other: string): boolean {
  if (!/^\d+$/.test(version) || !/^\d+$/.test(other)) return false
  return version.length === other.length ? version <= other : version.length < other.length
}
