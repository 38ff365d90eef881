import type { AnyObject, ObjectOf } from './objects.ts'
import { type ResourceName, resourceNames } from './resources.ts'
import { expired } from './status.ts'

export interface Change {
  readonly version: number
  readonly resource: ResourceName
  readonly before: AnyObject | undefined
  /** Undefined for what was deleted; `before` then has the version of the deletion. */
  readonly after: AnyObject | undefined
}

/** Changes that a watch can go back to. etcd keeps those of five minutes. */
const historyLength = 5000

/** Nobody can have seen a version before the first. */
const firstVersion = 100

/** Changes that may have been made since a snapshot was written, at most. */
const unwritten = 1_000_000

/** The objects of one resource in one namespace ('' for what is in none), by name. */
class Shelf {
  readonly #objects = new Map<string, AnyObject>()
  #names: readonly string[] | undefined

  get(name: string): AnyObject | undefined {
    return this.#objects.get(name)
  }

  set(name: string, object: AnyObject): void {
    if (!this.#objects.has(name)) this.#names = undefined
    this.#objects.set(name, object)
  }

  delete(name: string): void {
    this.#objects.delete(name)
    this.#names = undefined
  }

  get size(): number {
    return this.#objects.size
  }

  /** In the order of their names, as etcd has them. */
  all(): AnyObject[] {
    this.#names ??= [...this.#objects.keys()].sort()
    return this.#names.flatMap((name) => this.#objects.get(name) ?? [])
  }
}

/** All objects, with one version number for all of them that grows with each write, and what changed lately. */
export class Store {
  readonly #shelves = new Map<ResourceName, Map<string, Shelf>>(
    resourceNames.map((name) => [name, new Map()]),
  )
  /** By resource and uid of the owner; what nobody owns is under ''. */
  readonly #owned = new Map<string, Set<AnyObject>>()
  readonly #listeners = new Set<(change: Change) => void>()
  #history: Change[] = []
  #version = firstVersion
  /** The version from which on all changes are remembered. */
  #forgotten = firstVersion

  get version(): number {
    return this.#version
  }

  get<R extends ResourceName>(
    resource: R,
    namespace: string | undefined,
    name: string,
  ): ObjectOf<R> | undefined {
    return this.#shelves
      .get(resource)
      ?.get(namespace ?? '')
      ?.get(name) as ObjectOf<R> | undefined
  }

  /** In the order of namespaces and names. Of all namespaces where none is given. */
  list<R extends ResourceName>(resource: R, namespace?: string): readonly ObjectOf<R>[] {
    const shelves = this.#shelves.get(resource) ?? new Map<string, Shelf>()
    if (namespace !== undefined)
      return (shelves.get(namespace)?.all() ?? []) as ObjectOf<ResourceName>[] as ObjectOf<R>[]
    const sorted = [...shelves].sort(([a], [b]) => (a < b ? -1 : 1))
    return sorted.flatMap(([, shelf]) => shelf.all()) as ObjectOf<R>[]
  }

  /** How many there are in all namespaces. */
  count(resource: ResourceName): number {
    const shelves = [...(this.#shelves.get(resource)?.values() ?? [])]
    return shelves.reduce((sum, { size }) => sum + size, 0)
  }

  /** What has this owner, or ('') no owner at all. */
  owned<R extends ResourceName>(resource: R, uid: string): ObjectOf<R>[] {
    return [...(this.#owned.get(`${resource} ${uid}`) ?? [])] as ObjectOf<ResourceName>[] as ObjectOf<R>[]
  }

  dependents(uid: string): [AnyObject, ResourceName][] {
    return resourceNames.flatMap((resource) =>
      this.owned(resource, uid).map((object): [AnyObject, ResourceName] => [object, resource]),
    )
  }

  /** Takes what is written in place of what was there, with the next version. Gives it as it is now. */
  put<R extends ResourceName>(resource: R, object: ObjectOf<R>): ObjectOf<R> {
    const { namespace, name } = object.metadata
    const before = this.get(resource, namespace, name)
    const after = this.#stamped(object)
    this.#shelf(resource, namespace).set(name, after)
    this.#index(resource, before, after)
    this.#tell({ version: this.#version, resource, before, after })
    return after
  }

  remove(resource: ResourceName, namespace: string | undefined, name: string): void {
    const known: AnyObject | undefined = this.get(resource, namespace, name)
    if (known === undefined) return
    this.#shelf(resource, namespace).delete(name)
    this.#index(resource, known, undefined)
    this.#tell({ version: this.#version + 1, resource, before: this.#stamped(known), after: undefined })
  }

  /** Calls for every change from now on; the function that comes back ends it. */
  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What changed after a version. Throws 410 when that is longer ago than is remembered. */
  since(version: number): readonly Change[] {
    if (version < this.#forgotten) throw expired(`too old resource version: ${version} (${this.#forgotten})`)
    return this.#history.filter((change) => change.version > version)
  }

  /** Forgets what changed, as etcd does after a while. */
  compact(): void {
    this.#history = []
    this.#forgotten = this.#version
  }

  /** Everything as it is, to be written to a file, and back. */
  snapshot(): Snapshot {
    const objects = resourceNames.map((name) => [name, this.list(name)] as const)
    return { version: this.#version, objects: Object.fromEntries(objects) }
  }

  /** Goes on with versions that nobody has seen: who watched before reads all of it anew. */
  restore({ version, objects }: Snapshot): void {
    this.#version = version + unwritten
    this.#forgotten = this.#version
    for (const resource of resourceNames)
      for (const object of objects[resource] ?? []) {
        this.#shelf(resource, object.metadata.namespace).set(object.metadata.name, object)
        this.#index(resource, undefined, object)
      }
  }

  #shelf(resource: ResourceName, namespace = ''): Shelf {
    const shelves = this.#shelves.get(resource) ?? new Map<string, Shelf>()
    const shelf = shelves.get(namespace) ?? new Shelf()
    shelves.set(namespace, shelf)
    return shelf
  }

  #stamped<T extends AnyObject>(object: T): T {
    this.#version++
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#version) } }
  }

  #index(resource: ResourceName, before: AnyObject | undefined, after: AnyObject | undefined): void {
    for (const uid of before === undefined ? [] : ownersOf(before)) {
      const group = this.#owned.get(`${resource} ${uid}`)
      group?.delete(before as AnyObject)
      if (group?.size === 0) this.#owned.delete(`${resource} ${uid}`)
    }
    for (const uid of after === undefined ? [] : ownersOf(after)) {
      const group = this.#owned.get(`${resource} ${uid}`) ?? new Set<AnyObject>()
      this.#owned.set(`${resource} ${uid}`, group.add(after as AnyObject))
    }
  }

  #tell(change: Change): void {
    this.#history.push(change)
    // Cut seldom, since cutting moves all that stays.
    if (this.#history.length > historyLength * 1.25) {
      this.#forgotten = this.#history.at(-historyLength - 1)?.version ?? this.#forgotten
      this.#history = this.#history.slice(-historyLength)
    }
    for (const listener of this.#listeners) listener(change)
  }
}

export interface Snapshot {
  readonly version: number
  readonly objects: Readonly<Partial<Record<ResourceName, readonly AnyObject[]>>>
}

function ownersOf({ metadata }: AnyObject): readonly string[] {
  const owners = metadata.ownerReferences ?? []
  return owners.length === 0 ? [''] : owners.map(({ uid }) => uid)
}
