import {
  type ConnectionAction,
  type ConnectionState,
  opening,
  reduceConnection,
  type UnheardCluster,
} from '@/app/_components/connection-state'
import type { RowOperation } from '@/lib/statefulsets/list/list'
import type { SetRow } from '@/lib/statefulsets/list/row'
import type { SetState } from '@/lib/statefulsets/state/state'

/** What stands around the rows of a page. */
export interface Around {
  readonly total: number
  readonly counts: Readonly<Record<SetState, number>>
  readonly page: number
  readonly pages: number
  readonly operations: readonly RowOperation[]
  readonly unheard: readonly UnheardCluster[]
}

/** The page as the server rendered it. */
export interface FirstPage extends Around {
  readonly rows: readonly SetRow[]
  readonly version: string
}

export interface Delta {
  readonly keys?: readonly string[]
  readonly rows?: readonly SetRow[]
  readonly around?: Around
}

export interface ListState extends ConnectionState {
  /** The rows that are shown, in the order in which the person first saw them. */
  readonly shown: readonly string[]
  /** The rows that the server has on this page now. */
  readonly keys: readonly string[]
  readonly rows: ReadonlyMap<string, SetRow>
  /** Rows that changed before the person's eyes a moment ago, and when, epoch ms. */
  readonly changed: ReadonlyMap<string, number>
  readonly around: Around
  /** The rows still answer the former question. */
  readonly isAsking: boolean
}

type Action =
  | ConnectionAction
  | { readonly type: 'asked' | 'shown' }
  | { readonly type: 'passed'; readonly at: number }
  | { readonly type: 'delta'; readonly delta: Delta; readonly at: number }

/** So long a change is marked, ms. */
export const markMs = 2000

export function start({ rows, version: _, ...around }: FirstPage): ListState {
  const keys = rows.map(({ key }) => key)
  return {
    shown: keys,
    keys,
    rows: new Map(rows.map((row) => [row.key, row])),
    changed: new Map(),
    around,
    ...opening,
    isAsking: false,
  }
}

/**
 * Rows change in place; none moves, comes or goes before the person asks for it (`shown`), unless they just asked
 * another question, or nothing was there.
 */
export function reduce(state: ListState, action: Action): ListState {
  switch (action.type) {
    case 'asked':
      return { ...state, isAsking: true }
    case 'opened':
    case 'lost':
      return reduceConnection(state, action)
    case 'refused':
      return { ...reduceConnection(state, action), shown: [], keys: [], rows: new Map() }
    case 'shown':
      return { ...state, shown: state.keys, changed: new Map() }
    case 'delta':
      return applyDelta(state, action.delta, action.at)
    case 'passed':
      return { ...state, changed: new Map([...state.changed].filter(([, at]) => at > action.at - markMs)) }
  }
}

function applyDelta(
  state: ListState,
  { keys = state.keys, rows = [], around = state.around }: Delta,
  at: number,
): ListState {
  const isTaken = state.isAsking || state.shown.length === 0
  const known = new Map(state.rows)
  const changed = new Map(isTaken ? [] : state.changed)
  for (const row of rows) {
    if (known.has(row.key) && !isTaken) changed.set(row.key, at)
    known.set(row.key, row)
  }
  const shown = isTaken ? keys : state.shown
  const isNeeded = new Set([...keys, ...shown])
  for (const key of known.keys()) if (!isNeeded.has(key)) known.delete(key)
  return { ...state, shown, keys, rows: known, changed, around, isAsking: false }
}

/** How the page that is shown differs from the one that the server has. */
export function difference({ shown, keys }: ListState): { come: number; gone: number; isMoved: boolean } {
  const now = new Set(keys)
  const before = new Set(shown)
  return {
    come: keys.filter((key) => !before.has(key)).length,
    gone: shown.filter((key) => !now.has(key)).length,
    isMoved: shown.join() !== keys.join(),
  }
}
