import type { OrdinalRow, SetDetail } from '@/lib/statefulsets/detail'
import type { SetDelta } from '@/lib/statefulsets/live-set'

/** What the pages of one set know of it. */
export interface SetState {
  readonly set: SetDetail
  /** It was deleted while somebody looked; `set` is how it was last. */
  readonly isGone: boolean
  /** The newest data of a sub-page; null before the stream sent any. */
  readonly section: NonNullable<SetDelta['section']> | null
  readonly unheard: SetDelta['unheard']
  readonly connection: 'opening' | 'live' | 'lost' | 'refused'
  /** Epoch ms. */
  readonly lostAt: number | null
}

type Action =
  | { readonly type: 'opened' | 'refused' }
  | { readonly type: 'lost'; readonly at: number }
  | { readonly type: 'delta'; readonly delta: SetDelta }

export function start(set: SetDetail): SetState {
  return { set, isGone: false, section: null, unheard: null, connection: 'opening', lostAt: null }
}

export function reduce(state: SetState, action: Action): SetState {
  switch (action.type) {
    case 'opened':
      return { ...state, connection: 'live', lostAt: null }
    case 'refused':
      return { ...state, connection: 'refused' }
    case 'lost':
      if (state.connection === 'refused') return state
      return { ...state, connection: 'lost', lostAt: state.lostAt ?? action.at }
    case 'delta':
      return applyDelta(state, action.delta)
  }
}

function applyDelta(state: SetState, delta: SetDelta): SetState {
  const { set, section = state.section, unheard = state.unheard } = delta
  return {
    ...state,
    set: { ...state.set, ...(set ?? {}), ordinals: applyOrdinals(state.set.ordinals, delta) },
    isGone: set === undefined ? state.isGone : set === null,
    section,
    unheard,
  }
}

function applyOrdinals(
  known: readonly OrdinalRow[],
  { order, ordinals = [] }: SetDelta,
): readonly OrdinalRow[] {
  if (order === undefined && ordinals.length === 0) return known
  const rows = new Map([...known, ...ordinals].map((row) => [row.ordinal, row]))
  return (order ?? known.map(({ ordinal }) => ordinal)).flatMap((ordinal) => rows.get(ordinal) ?? [])
}
