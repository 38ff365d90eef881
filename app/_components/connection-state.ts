/** How a page hears Ordinal. */
export interface ConnectionState {
  readonly connection: 'opening' | 'live' | 'lost' | 'refused'
  /** Epoch ms. */
  readonly lostAt: number | null
}

/** A cluster that Ordinal itself does not hear. */
export interface UnheardCluster {
  readonly cluster: string
  readonly state: 'loading' | 'lost' | 'forbidden'
  readonly heardAt: number | null
  readonly code: string | null
  /** What of it is not heard, where that is not all. */
  readonly parts?: readonly ('claims' | 'services' | 'events')[]
}

export type ConnectionAction =
  | { readonly type: 'opened' | 'refused' }
  | { readonly type: 'lost'; readonly at: number }

export const opening: ConnectionState = { connection: 'opening', lostAt: null }

/** Who may not read it any more stays refused; what is lost is lost since the first moment. */
export function reduceConnection<S extends ConnectionState>(state: S, action: ConnectionAction): S {
  switch (action.type) {
    case 'opened':
      return { ...state, connection: 'live', lostAt: null }
    case 'refused':
      return { ...state, connection: 'refused' }
    case 'lost':
      if (state.connection === 'refused') return state
      return { ...state, connection: 'lost', lostAt: state.lostAt ?? action.at }
  }
}
