import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import type { ErrorCode } from '../../errors.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import type { OperationView } from '../../operations/schema.ts'
import { operationWatch } from '../../operations/watch.ts'
import type { ReasonPart } from './board.ts'
import { catalog, placeOf } from './catalog.ts'
import { countLabels, type LabelCount } from './labels.ts'
import type { Item, Selection, StateCounts } from './list-view.ts'
import type { ListQuery } from './query.ts'
import { type SetRow, toRow } from './row.ts'

type Scopes = readonly ProjectScope<'statefulset:view'>[]

/** One page of a list, with all that stands around it. */
export interface ListPage {
  /** With the change that made each. */
  readonly rows: readonly (SetRow & { readonly sequence: number })[]
  /** Sets in the whole answer. */
  readonly total: number
  readonly counts: StateCounts
  /** The page that is shown: the last one where the address asks for one beyond it. */
  readonly page: number
  readonly pages: number
  /** What is under way with the sets of the page and those that are not there any more, or ended a moment ago. */
  readonly operations: readonly RowOperation[]
  /** Clusters that are not heard at this moment; empty when all is live. */
  readonly unheard: readonly Unheard[]
  /** Up to which change this is the truth: see `Catalog.version`. */
  readonly version: string
  /** The count of the change since which each row stands where it stands. */
  readonly movedAt: number
}

/** How far an operation is; the page of its set tells more. */
export interface RowOperation extends Pick<OperationView, 'id' | 'state'> {
  readonly done: number
  readonly total: number
}

export interface Unheard {
  readonly cluster: string
  readonly state: 'loading' | 'lost' | 'forbidden'
  /** Up to when its sets are known, epoch ms; null when they never were. */
  readonly heardAt: number | null
  readonly code: ErrorCode | null
  /** What of it is not heard, where the sets themselves are; empty for all. */
  readonly parts: readonly ReasonPart[]
}

/**
 * The sets of these projects that a query asks for, from memory. Waits only for what was never read, once, and not for
 * long.
 * Throws `cluster_unknown` when the only project's cluster is not configured.
 */
export async function listStatefulSets(scopes: Scopes, query: ListQuery): Promise<ListPage> {
  const [only] = scopes
  if (scopes.length === 1 && only !== undefined) getCluster(only.project.cluster)
  await Promise.all(
    chosenOf(scopes, query).map(({ project }) =>
      catalog().board(project.cluster).firstRead(project.namespace),
    ),
  )
  return readPage(scopes, query)
}

/** The same without waiting. */
export function readPage(scopes: Scopes, query: ListQuery): ListPage {
  const projects = new Map(scopes.map((scope) => [placeOf(scope), scope.project]))
  const selection = toSelection(scopes, query)
  const view = catalog().view(selection)
  const pages = Math.max(1, Math.ceil(view.items.length / query.size))
  const page = Math.min(query.page, pages)
  const rowOf = ({ entry }: Item) => {
    const project = projects.get(entry.place)
    return project === undefined ? [] : [{ ...toRow(entry.view, project), sequence: entry.sequence }]
  }
  const shown = view.items.slice((page - 1) * query.size, page * query.size)
  return {
    rows: shown.flatMap(rowOf),
    total: view.items.length,
    counts: { ...view.counts },
    page,
    pages,
    operations: operationsOf(selection, shown),
    unheard: readUnheard(chosenOf(scopes, query)),
    version: catalog().version(selection),
    movedAt: view.movedAt,
  }
}

/** A set that is deleted leaves the list before its pods have ended. */
function operationsOf({ places }: Selection, shown: readonly Item[]): RowOperation[] {
  const isShown = new Set(shown.map(({ entry }) => `${entry.place}/${entry.view.name}`))
  const keys = [...operationWatch().all().keys()].filter((key) => {
    const place = key.slice(0, key.lastIndexOf('/'))
    return places.has(place) && (isShown.has(key) || !catalog().has(key))
  })
  return keys.flatMap((key) => toRowOperation(operationWatch().at(key)))
}

function toRowOperation(operation: OperationView | null): RowOperation[] {
  if (operation === null) return []
  const { id, state, items } = operation
  const done = items.filter((item) => item.state === 'done').length
  return [{ id, state, done, total: items.length }]
}

/** The labels of all sets of the answer. */
export function readLabels(scopes: Scopes, query: ListQuery): LabelCount[] {
  const { items } = catalog().view(toSelection(scopes, query))
  return countLabels(items.map(({ entry }) => entry.labels))
}

/** Every set of the answer, in its order: for the export. */
export function* readAll(scopes: Scopes, query: ListQuery): Iterable<SetRow> {
  const projects = new Map(scopes.map((scope) => [placeOf(scope), scope.project]))
  for (const { entry } of [...catalog().view(toSelection(scopes, query)).items]) {
    const project = projects.get(entry.place)
    if (project !== undefined) yield toRow(entry.view, project)
  }
}

function chosenOf(scopes: Scopes, query: ListQuery): Scopes {
  return scopes.filter(({ project }) => query.project === '' || project.slug === query.project)
}

export function toSelection(scopes: Scopes, query: ListQuery): Selection {
  const chosen = chosenOf(scopes, query)
  const { words, states, label, sort, isDescending } = query
  return {
    places: new Map(chosen.map((scope, order) => [placeOf(scope), order])),
    query: { words, states, label, sort, isDescending },
  }
}

/** The clusters of these projects that are not heard at this moment, as a whole or in part. */
export function readUnheard(scopes: Scopes): Unheard[] {
  const unheard = new Map<string, Unheard>()
  for (const { project } of scopes) {
    const { cluster, namespace } = project
    const board = catalog().board(cluster)
    const hearing = board.hearing(namespace)
    const deaf = board.deafness(namespace)
    const worst = hearing.state === 'live' ? deaf[0]?.hearing : hearing
    const isKnown = unheard.has(cluster) && hearing.state === 'live'
    if (worst === undefined || worst.state === 'live' || isKnown) continue
    const parts = hearing.state === 'live' ? deaf.map(({ part }) => part) : []
    unheard.set(cluster, { cluster, state: worst.state, heardAt: worst.heardAt, code: worst.code, parts })
  }
  return [...unheard.values()]
}
