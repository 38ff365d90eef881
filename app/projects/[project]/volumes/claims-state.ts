import {
  type ConnectionAction,
  type ConnectionState,
  opening,
  reduceConnection,
} from '@/app/_components/connection-state'
import type { ClaimsDelta } from '@/lib/volumes/live-claims'
import type { ProjectClaim } from '@/lib/volumes/row'

/** What the page of a project's claims knows. */
export interface ClaimsState extends ConnectionState {
  readonly claims: readonly ProjectClaim[]
  readonly unheard: NonNullable<ClaimsDelta['unheard']> | null
}

type Action = ConnectionAction | { readonly type: 'delta'; readonly delta: ClaimsDelta }

export function start(claims: readonly ProjectClaim[]): ClaimsState {
  return { ...opening, claims, unheard: null }
}

export function reduce(state: ClaimsState, action: Action): ClaimsState {
  if (action.type !== 'delta') return reduceConnection(state, action)
  const { order, claims = [], unheard = state.unheard } = action.delta
  const known = new Map([...state.claims, ...claims].map((claim) => [claim.uid, claim]))
  const uids = order ?? state.claims.map(({ uid }) => uid)
  return { ...state, claims: uids.flatMap((uid) => known.get(uid) ?? []), unheard }
}
