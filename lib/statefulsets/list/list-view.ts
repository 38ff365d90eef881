import { type SetState, setStates } from '../state/state.ts'
import type { Entry } from './board.ts'
import type { ListQuery, SortColumn } from './query.ts'

/** An entry with what it is found and ordered by. */
export interface Item {
  readonly entry: Entry
  /** What a search looks at, in lower case: name, description, images, labels as `key=value`. */
  readonly text: string
  /** The name as natural order compares it: `web-2` before `web-10`. */
  readonly natural: string
}

/** The longest run of digits that is compared as a number. */
const digits = 12

export function toItem(entry: Entry): Item {
  const { name, description, images } = entry.view
  const labels = Object.entries(entry.labels).map(([key, value]) => `${key}=${value}`)
  return {
    entry,
    text: [name, description, ...images, ...labels].join('\n').toLowerCase(),
    natural: name.replace(/\d+/g, (run) => run.padStart(digits, '0')),
  }
}

/** Which entries one person asked for: their projects, and what they narrowed it down to. */
export interface Selection {
  /** Place → its order among the person's projects. Nothing outside of it is ever shown or counted. */
  readonly places: ReadonlyMap<string, number>
  readonly query: Pick<ListQuery, 'words' | 'states' | 'label' | 'sort' | 'isDescending'>
}

export type StateCounts = Readonly<Record<SetState, number>>

export function noCounts(): Record<SetState, number> {
  return Object.fromEntries(setStates.map((state) => [state, 0])) as Record<SetState, number>
}

/** The answer to one selection: ordered, counted, and kept so change by change. */
export class ListView {
  readonly items: Item[]
  /** Of what the selection holds but for its states. */
  readonly counts: Record<SetState, number>
  /** The change that last moved, added or removed an item: since then each stands where it stood. */
  movedAt: number
  readonly #selection: Selection
  readonly #compare: (a: Item, b: Item) => number

  constructor(selection: Selection, candidates: Iterable<Item>, madeAt: number) {
    this.#selection = selection
    this.movedAt = madeAt
    this.#compare = comparatorOf(selection)
    this.counts = noCounts()
    this.items = []
    for (const item of candidates) {
      if (!this.#holds(item)) continue
      this.counts[item.entry.view.state]++
      if (this.#shows(item)) this.items.push(item)
    }
    this.items.sort(this.#compare)
  }

  /** Takes the change of this number: an item is other than before, is new, or is gone. */
  change(before: Item | undefined, after: Item | undefined, at: number): void {
    const from = before === undefined ? null : this.#takeOut(before)
    const to = after === undefined ? null : this.#putIn(after)
    if (from !== to) this.movedAt = at
  }

  /** Where it stood; null when it was not shown. */
  #takeOut(item: Item): number | null {
    if (!this.#holds(item)) return null
    this.counts[item.entry.view.state]--
    if (!this.#shows(item)) return null
    const index = this.#find(item)
    this.items.splice(index, 1)
    return index
  }

  #putIn(item: Item): number | null {
    if (!this.#holds(item)) return null
    this.counts[item.entry.view.state]++
    if (!this.#shows(item)) return null
    const index = this.#find(item)
    this.items.splice(index, 0, item)
    return index
  }

  #holds({ entry, text }: Item): boolean {
    const { places, query } = this.#selection
    return (
      places.has(entry.place) &&
      query.words.every((word) => text.includes(word)) &&
      (query.label === null || matchesLabel(entry.labels, query.label))
    )
  }

  #shows({ entry }: Item): boolean {
    const { states } = this.#selection.query
    return states.length === 0 || states.includes(entry.view.state)
  }

  /** Where an item stands, or would: the order is total, so it is found by halves. */
  #find(item: Item): number {
    let low = 0
    let high = this.items.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#compare(this.items[middle] as Item, item) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

function matchesLabel(labels: Readonly<Record<string, string>>, label: ListQuery['label']): boolean {
  if (label === null || !Object.hasOwn(labels, label.key)) return label === null
  return label.value === null || labels[label.key] === label.value
}

type SortKey = (item: Item, places: Selection['places']) => string | number

const sortKeys: Readonly<Record<SortColumn, SortKey>> = {
  name: ({ natural }) => natural,
  state: ({ entry }) => setStates.indexOf(entry.view.state),
  ready: ({ entry: { view } }) => (view.desired === 0 ? 1 : view.ready / view.desired),
  rollout: ({ entry: { view } }) => (view.isMixed ? view.updated / Math.max(1, view.desired) : 2),
  project: ({ entry }, places) => places.get(entry.place) ?? 0,
  images: ({ entry }) => entry.view.images[0] ?? '',
  claims: ({ entry: { view } }) => view.claims.bytes * view.desired,
  // The youngest first, as their ages are shown.
  age: ({ entry }) => -Date.parse(entry.view.createdAt || '1970-01-01T00:00:00Z'),
  updated: ({ entry }) => -Date.parse(entry.view.updatedAt || '1970-01-01T00:00:00Z'),
}

function comparatorOf({ places, query }: Selection): (a: Item, b: Item) => number {
  const key = sortKeys[query.sort]
  const sign = query.isDescending ? -1 : 1
  return (a, b) =>
    sign * order(key(a, places), key(b, places)) ||
    order(a.natural, b.natural) ||
    order(a.entry.view.name, b.entry.view.name) ||
    order(a.entry.place, b.entry.place)
}

function order(a: string | number, b: string | number): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
