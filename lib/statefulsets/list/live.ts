import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { eventStream } from '../../event-stream.ts'
import { operationWatch } from '../../operations/watch.ts'
import { catalog } from './catalog.ts'
import { type ListPage, listStatefulSets, readPage, toSelection } from './list.ts'
import type { ListQuery } from './query.ts'
import type { SetRow } from './row.ts'

/** What changed on a page; what did not is absent. */
export interface ListDelta {
  /** From here the next one goes on. */
  readonly version: string
  /** The rows that are on the page now, in order, by key. */
  readonly keys?: readonly string[]
  /** The ones of them that are new or different. */
  readonly rows?: readonly SetRow[]
  readonly around?: Omit<ListPage, 'rows' | 'version' | 'movedAt'>
}

/**
 * The page of a query and then what changes on it, as server-sent events: `page` with a ListDelta whose id is its
 * version, and `beat` when nothing happens. From `since`, a version of this page, only what changed since is sent;
 * from any other, all. Ends when the signal aborts.
 */
export function openLiveList(
  scopes: readonly ProjectScope<'statefulset:view'>[],
  query: ListQuery,
  since: string,
  signal: AbortSignal,
): Response {
  const sender = new DeltaSender(catalog().readVersion(since, toSelection(scopes, query)))
  let isFirst = true
  const next = async () => {
    const page = isFirst ? await listStatefulSets(scopes, query) : readPage(scopes, query)
    isFirst = false
    const delta = sender.next(page)
    return delta === null ? null : { event: 'page', id: delta.version, data: JSON.stringify(delta) }
  }
  const onChange = (changed: () => void) => {
    const ends = [catalog().onChange(changed), operationWatch().onChange(changed)]
    return () => {
      for (const end of ends) end()
    }
  }
  return eventStream({ next, onChange }, signal)
}

/** Compares each page with the one that was sent last. */
export class DeltaSender {
  /** Key → the change from which the browser has the row. */
  #known = new Map<string, number>()
  #keys: string | null = null
  #around = ''
  /** What the browser has at the start: its page as of this change; -1 when it has nothing of this process. */
  #since: number

  constructor(since: number) {
    this.#since = since
  }

  /** Null when the browser has it all. */
  next({ rows, version, movedAt, ...around }: ListPage): ListDelta | null {
    // Rows that came to the page meanwhile are older than their coming, and the browser does not have them.
    if (movedAt > this.#since) this.#since = -1
    const changed = rows.filter(({ key, sequence }) => {
      const known = this.#known.get(key)
      return known === undefined ? sequence > this.#since : known !== sequence
    })
    const keys = rows.map(({ key }) => key)
    const isMoved = keys.join() !== this.#keys
    const aroundText = JSON.stringify(around)
    const isAround = aroundText !== this.#around
    this.#known = new Map(rows.map(({ key, sequence }) => [key, sequence]))
    this.#keys = keys.join()
    this.#around = aroundText
    // A row that comes to the page later was not on the browser's page at the start.
    this.#since = -1
    if (changed.length === 0 && !isMoved && !isAround) return null
    return {
      version,
      ...(isMoved ? { keys } : {}),
      ...(changed.length === 0 ? {} : { rows: changed.map(({ sequence: _, ...row }) => row) }),
      ...(isAround ? { around } : {}),
    }
  }
}
