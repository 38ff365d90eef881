import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import type { ProjectScope } from '../../auth/scope.ts'
import type { SetState } from '../state/state.ts'
import { Board, type Entry } from './board.ts'
import { type Item, ListView, noCounts, type Selection, type StateCounts, toItem } from './list-view.ts'
import { SearchIndex } from './search-index.ts'

/** Views that nobody looks at are kept for a while, for the next reader with the same question. */
const maxViews = 200

/** Every set of every cluster that is watched, found and ordered without reading them all. One for the process. */
class Catalog {
  /** Names this process's count of changes. */
  readonly #epoch = randomBytes(6).toString('base64url')
  #sequence = 0
  readonly #boards = new Map<string, Board>()
  /** `<place>/<name>` → the set. */
  readonly #items = new Map<string, Item>()
  /** Cluster → its sets by state. */
  readonly #counts = new Map<string, Record<SetState, number>>()
  readonly #index = new SearchIndex<string>()
  /** Newest use last. */
  readonly #views = new Map<string, ListView>()
  readonly #listeners = new Set<() => void>()

  /** `<epoch>.<count>.<selection>` of the last change: who may see other projects by now has not seen its rows. */
  version(selection: Selection): string {
    return `${this.#epoch}.${this.#sequence}.${digestOf(selection)}`
  }

  /** The change that a version of this process and this selection means; -1 for any other text. */
  readVersion(version: string, selection: Selection): number {
    const [epoch, count = '', digest] = version.split('.')
    const isOurs = epoch === this.#epoch && digest === digestOf(selection)
    return isOurs && /^\d{1,15}$/.test(count) ? Number(count) : -1
  }

  /** The board of a cluster; watching begins with the first call. */
  board(cluster: string): Board {
    const known = this.#boards.get(cluster)
    if (known !== undefined) return known
    const board = new Board(cluster, {
      nextSequence: () => ++this.#sequence,
      changed: (before, after) => this.#take(before, after),
    })
    this.#boards.set(cluster, board)
    return board
  }

  boards(): readonly Board[] {
    return [...this.#boards.values()]
  }

  /** Whether the set `<place>/<name>` is there. */
  has(key: string): boolean {
    return this.#items.has(key)
  }

  /** All sets of a cluster by state. */
  counts(cluster: string): StateCounts {
    return this.#counts.get(cluster) ?? noCounts()
  }

  /** Calls `changed` after any set changed, until the function that this gives is called. */
  onChange(changed: () => void): () => void {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  /** The answer to a selection, made once for all who ask the same. Asked anew for each use: it may be dropped. */
  view(selection: Selection): ListView {
    const key = keyOf(selection)
    const view = this.#views.get(key) ?? this.#makeView(selection)
    this.#views.delete(key)
    this.#views.set(key, view)
    const [oldest] = this.#views.keys()
    if (this.#views.size > maxViews && oldest !== undefined) this.#views.delete(oldest)
    return view
  }

  #makeView(selection: Selection): ListView {
    const found = this.#index.candidates(selection.query.words)
    return new ListView(
      selection,
      found === null ? this.#inPlaces(selection.places.keys()) : this.#at(found),
      this.#sequence,
    )
  }

  *#at(keys: Iterable<string>): Iterable<Item> {
    for (const key of keys) {
      const item = this.#items.get(key)
      if (item !== undefined) yield item
    }
  }

  *#inPlaces(places: Iterable<string>): Iterable<Item> {
    for (const place of places) {
      const [cluster, namespace] = splitPlace(place)
      const names = this.#boards.get(cluster)?.entries.get(namespace)?.keys() ?? []
      yield* this.#at([...names].map((name) => `${place}/${name}`))
    }
  }

  #take(before: Entry | undefined, after: Entry | undefined): void {
    const one = after ?? before
    if (one === undefined) return
    const key = `${one.place}/${one.view.name}`
    const former = this.#items.get(key)
    const item = after === undefined ? undefined : toItem(after)
    if (item === undefined) this.#items.delete(key)
    else this.#items.set(key, item)
    if (item === undefined) this.#index.delete(key)
    else if (item.text !== former?.text) this.#index.set(key, item.text)
    this.#count(one.place, before, after)
    const at = after?.sequence ?? ++this.#sequence
    for (const view of this.#views.values()) view.change(former, item, at)
    for (const changed of this.#listeners) changed()
  }

  #count(place: string, before: Entry | undefined, after: Entry | undefined): void {
    const [cluster] = splitPlace(place)
    const counts = this.#counts.get(cluster) ?? noCounts()
    if (before !== undefined) counts[before.view.state]--
    if (after !== undefined) counts[after.view.state]++
    this.#counts.set(cluster, counts)
  }
}

function keyOf({ places, query }: Selection): string {
  return JSON.stringify([[...places.keys()], query])
}

function digestOf(selection: Selection): string {
  return createHash('sha256').update(keyOf(selection)).digest('base64url').slice(0, 16)
}

/** Kept on globalThis: pages, streams and the start are bundles of their own, and there is one set of watches. */
const shared = globalThis as typeof globalThis & { ordinalCatalog?: Catalog }

export function catalog(): Catalog {
  shared.ordinalCatalog ??= new Catalog()
  return shared.ordinalCatalog
}

/** `<cluster>/<namespace>`: what a project is. */
export function placeOf({ project }: ProjectScope): string {
  return `${project.cluster}/${project.namespace}`
}

/** A context's name may hold slashes, a namespace's may not. */
function splitPlace(place: string): [cluster: string, namespace: string] {
  const at = place.lastIndexOf('/')
  return [place.slice(0, at), place.slice(at + 1)]
}
