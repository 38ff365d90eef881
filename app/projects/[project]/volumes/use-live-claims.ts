'use client'

import { useEffect, useReducer } from 'react'
import { followEvents } from '@/app/_components/follow-events'
import { routes } from '@/lib/routes'
import type { ClaimsDelta } from '@/lib/volumes/live-claims'
import type { ProjectClaim } from '@/lib/volumes/row'
import { type ClaimsState, reduce, start } from './claims-state'

/** The claims of a project as the cluster has them, change by change. */
export function useLiveClaims(slug: string, first: readonly ProjectClaim[]): ClaimsState {
  const [state, dispatch] = useReducer(reduce, first, start)
  useEffect(() => {
    return followEvents<ClaimsDelta>({
      url: () => new URL(routes.liveVolumes(slug), location.href),
      event: 'claims',
      heard: (delta) => dispatch({ type: 'delta', delta }),
      connection: dispatch,
    })
  }, [slug])
  return state
}
