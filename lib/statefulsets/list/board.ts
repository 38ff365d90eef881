import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { getCluster } from '../../kubernetes/clusters.ts'
import { noteEndings } from '../../kubernetes/endings.ts'
import { waitAWhile } from '../../kubernetes/looked-at.ts'
import type { WatchedResource } from '../../kubernetes/trim.ts'
import type { Event, PersistentVolumeClaim, Pod, ResourceTypes, StatefulSet } from '../../kubernetes/types.ts'
import { WatchCache } from '../../kubernetes/watch-cache.ts'
import type { Hearing } from '../../kubernetes/watch-loop.ts'
import type { NamespaceName, ObjectName } from '../../names.ts'
import { isInWindow, ordinalOf, type SetFacts, windowOf } from '../state/facts.ts'
import { readState, type SetStatus } from '../state/state.ts'
import { Alarms } from './alarms.ts'
import { baseOf, Dependencies, Groups, keyOf } from './groups.ts'
import { type SetView, toView } from './row.ts'
import { Sightings } from './sightings.ts'

/** One set on the board. Replaced as a whole when anything that a list shows of it changes. */
export interface Entry {
  /** `<cluster>/<namespace>`: what a project is. */
  readonly place: string
  readonly view: SetView
  readonly labels: Readonly<Record<string, string>>
  /** Of the change that made it; counts all changes of this process. */
  readonly sequence: number
}

interface BoardOptions {
  /** Numbers the changes of all boards of the process. */
  readonly nextSequence: () => number
  readonly changed: (before: Entry | undefined, after: Entry | undefined) => void
}

const reasonParts = ['claims', 'services', 'events'] as const
export type ReasonPart = (typeof reasonParts)[number]

/** Rows that are worked out in one go, so that a storm leaves room for requests. */
const batch = 200
/** How long the first readers wait for a cluster that was not read yet, ms. */
const firstReadMs = 2500
/** How many turns of the event loop the first reader waits for what is not worked out yet. */
const patientTurns = 500

/** All sets of one cluster with their states, kept up to date by the watches. Readers ask; nothing is scanned for them. */
export class Board {
  readonly cluster: string
  /** By namespace, then by name. */
  readonly entries = new Map<string, Map<string, Entry>>()
  readonly #options: BoardOptions
  readonly #watches = new Map<WatchedResource, { readonly size: number; readonly overall: Hearing }>()
  readonly #sets: WatchCache<'statefulsets'>
  readonly #pods: WatchCache<'pods'>
  readonly #claims: WatchCache<'persistentvolumeclaims'>
  readonly #services: WatchCache<'services'>
  readonly #events: WatchCache<'events'>
  readonly #nodes: WatchCache<'nodes'>
  readonly #classes: WatchCache<'storageclasses'>
  /** `<namespace>/<set>` → its pods by name. */
  readonly #podsOf = new Groups<Pod>()
  /** `<namespace>/<name without ordinal>` → claims by name. */
  readonly #claimsOf = new Groups<PersistentVolumeClaim>()
  /** `<kind>/<namespace>/<name without ordinal>` → warnings by name. */
  readonly #eventsOf = new Groups<Event>()
  /** What else a set is derived from: `claims/<namespace>/<name without ordinal>`, `service/…`, `node/…`, `classes`. */
  readonly #dependencies = new Dependencies()
  readonly #dirty = new Set<string>()
  readonly #sightings = new Sightings()
  readonly #alarms = new Alarms((key) => this.#touch(key))
  /** `<namespace>/<set>` → who wants to hear of everything that touches it. */
  readonly #followers = new Map<string, Set<() => void>>()
  readonly #firstReads = new Map<NamespaceName, Promise<void>>()
  #flush: NodeJS.Immediate | null = null

  constructor(cluster: string, options: BoardOptions) {
    this.cluster = cluster
    this.#options = options
    this.#sets = this.#watch('statefulsets', (one) => this.#touch(keyOf(one)))
    this.#pods = this.#watch('pods', (one, after) => {
      noteEndings(one.metadata.uid, after ?? null)
      const key = `${one.metadata.namespace}/${baseOf(one.metadata.name)}`
      this.#podsOf.set(key, one.metadata.name, after)
      this.#touch(key)
    })
    this.#claims = this.#watch('persistentvolumeclaims', ({ metadata }, after) => {
      const key = `${metadata.namespace}/${baseOf(metadata.name)}`
      this.#claimsOf.set(key, metadata.name, after)
      this.#touchDependents(`claims/${key}`)
    })
    this.#services = this.#watch('services', (one) => this.#touchDependents(`service/${keyOf(one)}`))
    this.#events = this.#watch('events', (one, after) => this.#takeEvent(one, after))
    this.#nodes = this.#watch('nodes', ({ metadata }) => this.#touchDependents(`node/${metadata.name}`))
    this.#classes = this.#watch('storageclasses', () => this.#touchDependents('classes'))
  }

  /** How well the sets and pods of a namespace are heard: the worse of both. */
  hearing(namespace: NamespaceName): Hearing {
    const both = [this.#sets.hearing(namespace), this.#pods.hearing(namespace)] as const
    return both.find(({ state }) => state !== 'live') ?? both[0]
  }

  /** What only reasons are read from and is not heard although the sets are: they may be wrong, or missing. */
  deafness(namespace: NamespaceName): { readonly part: ReasonPart; readonly hearing: Hearing }[] {
    const parts = { claims: this.#claims, services: this.#services, events: this.#events }
    return reasonParts
      .map((part) => ({ part, hearing: parts[part].hearing(namespace) }))
      .filter(({ hearing: { state } }) => state === 'lost' || state === 'forbidden')
  }

  /** Waits for what was never read: all readers together, and not for long. */
  firstRead(namespace: NamespaceName): Promise<void> {
    const reading = this.#firstReads.get(namespace) ?? waitAWhile(this.loaded(namespace), firstReadMs)
    this.#firstReads.set(namespace, reading)
    return reading
  }

  async loaded(namespace: NamespaceName): Promise<void> {
    for (const cache of [this.#claims, this.#services, this.#events]) cache.hearing(namespace)
    await Promise.all([this.#sets.loaded(namespace), this.#pods.loaded(namespace)])
    for (let turn = 0; turn < patientTurns && this.#dirty.size > 0; turn++) await nextTurn()
  }

  /** One set as it is now, with all that it is derived from; null when it is not there. */
  read(namespace: NamespaceName, name: ObjectName): { facts: SetFacts; status: SetStatus } | null {
    const set = this.#sets.get(namespace, name)
    if (set === undefined) return null
    const now = Date.now()
    const facts = this.#facts(keyOf(set), set, now)
    return { facts, status: readState(facts, now) }
  }

  /** Pods that are called as those of this set, whether it is there or not. */
  pods(namespace: NamespaceName, set: ObjectName): readonly Pod[] {
    return this.#podsOf.get(`${namespace}/${set}`)
  }

  /** The objects of a namespace, as far as they are known. */
  objects<R extends WatchedResource>(resource: R, namespace: NamespaceName) {
    return (this.#watches.get(resource) as unknown as WatchCache<R>).in(namespace)
  }

  /** Calls `changed` after anything that a set is derived from changed, until the function that this gives is called. */
  follow(namespace: NamespaceName, name: ObjectName, changed: () => void): () => void {
    const key = `${namespace}/${name}`
    const followers = this.#followers.get(key) ?? new Set()
    this.#followers.set(key, followers.add(changed))
    return () => {
      followers.delete(changed)
      if (followers.size === 0) this.#followers.delete(key)
    }
  }

  /** For /metrics: by resource, how many objects are in memory and how well the cluster is heard. */
  get watches(): ReadonlyMap<WatchedResource, { readonly size: number; readonly overall: Hearing }> {
    return this.#watches
  }

  #watch<R extends WatchedResource>(
    resource: R,
    changed: (one: ResourceTypes[R], after: ResourceTypes[R] | undefined) => void,
  ): WatchCache<R> {
    const cache = new WatchCache<R>({
      connect: () => getCluster(this.cluster),
      resource,
      changed: (before, after) => {
        const one = after ?? before
        if (one !== undefined) changed(one, after)
      },
    })
    this.#watches.set(resource, cache)
    return cache
  }

  #takeEvent(one: Event, after: Event | undefined): void {
    const { kind = '', namespace = '', name = '' } = one.involvedObject
    const base = kind === 'StatefulSet' ? name : baseOf(name)
    this.#eventsOf.set(`${kind}/${namespace}/${base}`, one.metadata.name, after)
    if (kind === 'PersistentVolumeClaim') this.#touchDependents(`claims/${namespace}/${base}`)
    else this.#touch(`${namespace}/${base}`)
  }

  #touchDependents(dependency: string): void {
    for (const key of this.#dependencies.of(dependency)) this.#touch(key)
  }

  #touch(key: string): void {
    this.#dirty.add(key)
    this.#flush ??= setImmediate(() => {
      this.#flush = null
      this.#work(batch)
      const [next] = this.#dirty
      if (next !== undefined) this.#touch(next)
    })
  }

  #work(most: number): void {
    let done = 0
    for (const key of this.#dirty) {
      if (done++ >= most) return
      this.#dirty.delete(key)
      this.#update(key)
    }
  }

  #update(key: string): void {
    const [namespace = '', name = ''] = key.split('/')
    const set = this.#sets.get(namespace, name)
    const before = this.entries.get(namespace)?.get(name)
    const after = set === undefined ? undefined : this.#derive(key, set, before)
    if (set === undefined) this.#forget(key)
    for (const changed of this.#followers.get(key) ?? []) changed()
    if (before === after) return
    this.#put(namespace, name, after)
    this.#options.changed(before, after)
  }

  #derive(key: string, set: StatefulSet, before: Entry | undefined): Entry {
    const now = Date.now()
    const status = readState(this.#facts(key, set, now), now)
    // It changes by time alone.
    this.#alarms.set(key, status.changesAt, now)
    const view = toView(set, status)
    const labels = set.metadata.labels ?? {}
    const isSame =
      before !== undefined &&
      JSON.stringify(before.view) === JSON.stringify(view) &&
      JSON.stringify(before.labels) === JSON.stringify(labels)
    if (isSame) return before
    const place = `${this.cluster}/${set.metadata.namespace}`
    return { place, view, labels, sequence: this.#options.nextSequence() }
  }

  #facts(key: string, set: StatefulSet, now: number): SetFacts {
    const { name, namespace = '' } = set.metadata
    const pods = this.#podsOf.get(key)
    const bases = (set.spec?.volumeClaimTemplates ?? []).map(({ metadata }) => `${metadata?.name}-${name}`)
    const serviceName = set.spec?.serviceName ?? ''
    this.#dependencies.set(key, [
      ...bases.map((base) => `claims/${namespace}/${base}`),
      ...new Set(pods.map(({ spec }) => `node/${spec?.nodeName}`)),
      `service/${namespace}/${serviceName}`,
      ...(bases.length > 0 ? ['classes'] : []),
    ])
    const window = windowOf(set)
    const there = new Set(pods.map((pod) => ordinalOf(name, pod.metadata.name)))
    const claims = bases.flatMap((base) =>
      this.#claimsOf
        .get(`${namespace}/${base}`)
        .map((claim) => ({ claim, ordinal: ordinalOf(base, claim.metadata.name) }))
        .filter(({ ordinal }) => ordinal !== null && (isInWindow(window, ordinal) || there.has(ordinal)))
        .sort((a, b) => (a.ordinal ?? 0) - (b.ordinal ?? 0))
        .map(({ claim }) => claim),
    )
    return {
      set,
      pods,
      claims,
      events: [
        ...this.#eventsOf.get(`StatefulSet/${key}`),
        ...this.#eventsOf.get(`Pod/${key}`),
        ...bases.flatMap((base) => this.#eventsOf.get(`PersistentVolumeClaim/${namespace}/${base}`)),
      ],
      node: (node) => this.#nodes.get('', node) ?? (this.#nodes.isHeard('') ? null : undefined),
      service: this.#services.isHeard(namespace)
        ? (this.#services.get(namespace, serviceName) ?? null)
        : undefined,
      classes: this.#readClasses(),
      laggingSince: this.#sightings.laggingSince(key, set, now),
      missingSince: this.#sightings.missingSince(key, set, pods, now),
    }
  }

  #readClasses(): SetFacts['classes'] {
    if (!this.#classes.isHeard('')) return undefined
    const classes = [...this.#classes.in('')]
    const isDefault = 'storageclass.kubernetes.io/is-default-class'
    return {
      names: new Set(classes.map(({ metadata }) => metadata.name)),
      hasDefault: classes.some(({ metadata }) => metadata.annotations?.[isDefault] === 'true'),
    }
  }

  #forget(key: string): void {
    this.#alarms.set(key, null, 0)
    this.#sightings.forget(key)
    this.#dependencies.set(key, [])
  }

  #put(namespace: string, name: string, entry: Entry | undefined): void {
    const entries = this.entries.get(namespace) ?? new Map<string, Entry>()
    if (entry === undefined) entries.delete(name)
    else entries.set(name, entry)
    if (entries.size === 0) this.entries.delete(namespace)
    else this.entries.set(namespace, entries)
  }
}
