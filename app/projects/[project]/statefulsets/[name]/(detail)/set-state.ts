import {
  type ConnectionAction,
  type ConnectionState,
  opening,
  reduceConnection,
} from '@/app/_components/connection-state'
import type { OperationView } from '@/lib/operations/schema'
import type { OrdinalRow, SetDetail } from '@/lib/statefulsets/detail/detail'
import type { SetDelta } from '@/lib/statefulsets/detail/live-set'

/** What the pages of one set know of it. */
export interface SetState extends ConnectionState {
  /** How it is, or was last when it is gone; null when it was away from the start. */
  readonly set: SetDetail | null
  readonly isGone: boolean
  /** What is under way with it, or ended a moment ago; it may be that which took the set away. */
  readonly operation: OperationView | null
  /** The newest data of a sub-page; null before the stream sent any. */
  readonly section: NonNullable<SetDelta['section']> | null
  readonly unheard: SetDelta['unheard']
}

type Action = ConnectionAction | { readonly type: 'delta'; readonly delta: SetDelta }

export function start({ set, operation }: Pick<SetState, 'set' | 'operation'>): SetState {
  const isGone = set === null
  return { set, isGone, operation, section: null, unheard: null, ...opening }
}

export function reduce(state: SetState, action: Action): SetState {
  return action.type === 'delta' ? applyDelta(state, action.delta) : reduceConnection(state, action)
}

function applyDelta(state: SetState, delta: SetDelta): SetState {
  const { section = state.section, unheard = state.unheard, operation = state.operation } = delta
  const isGone = delta.set === undefined ? state.isGone : delta.set === null
  const head = delta.set ?? state.set
  const ordinals = applyOrdinals(state.set?.ordinals ?? [], delta)
  return { ...state, set: head === null ? null : { ...head, ordinals }, isGone, section, unheard, operation }
}

function applyOrdinals(
  known: readonly OrdinalRow[],
  { order, ordinals = [] }: SetDelta,
): readonly OrdinalRow[] {
  if (order === undefined && ordinals.length === 0) return known
  const rows = new Map([...known, ...ordinals].map((row) => [row.ordinal, row]))
  return (order ?? known.map(({ ordinal }) => ordinal)).flatMap((ordinal) => rows.get(ordinal) ?? [])
}

/** Whether an operation is not at its end: until then nothing else is offered. */
export function isOpen(operation: OperationView | null | undefined): boolean {
  return operation?.state === 'running' || operation?.state === 'failed'
}
