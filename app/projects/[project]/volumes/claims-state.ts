import type { ClaimsDelta } from '@/lib/volumes/live-claims'
import type { ProjectClaim } from '@/lib/volumes/row'

/** What the page of a project's claims knows. */
export interface ClaimsState {
  readonly claims: readonly ProjectClaim[]
  readonly unheard: NonNullable<ClaimsDelta['unheard']> | null
  readonly connection: 'opening' | 'live' | 'lost' | 'refused'
  /** Epoch ms. */
  readonly lostAt: number | null
}

type Action =
  | { readonly type: 'opened' | 'refused' }
  | { readonly type: 'lost'; readonly at: number }
  | { readonly type: 'delta'; readonly delta: ClaimsDelta }

export function start(claims: readonly ProjectClaim[]): ClaimsState {
  return { claims, unheard: null, connection: 'opening', lostAt: null }
}

export function reduce(state: ClaimsState, action: Action): ClaimsState {
  switch (action.type) {
    case 'opened':
      return { ...state, connection: 'live', lostAt: null }
    case 'refused':
      return { ...state, connection: 'refused' }
    case 'lost':
      if (state.connection === 'refused') return state
      return { ...state, connection: 'lost', lostAt: state.lostAt ?? action.at }
    case 'delta': {
      const { order, claims = [], unheard = state.unheard } = action.delta
      const known = new Map([...state.claims, ...claims].map((claim) => [claim.uid, claim]))
      const uids = order ?? state.claims.map(({ uid }) => uid)
      return { ...state, claims: uids.flatMap((uid) => known.get(uid) ?? []), unheard }
    }
  }
}
