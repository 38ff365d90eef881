'use client'

import { useEffect, useReducer } from 'react'
import type { StreamEvent } from '@/app/_components/event-stream'
import { followEvents } from '@/app/_components/follow-events'
import { routes } from '@/lib/routes'
import type { ProjectClaim } from '@/lib/volumes/row'
import { type ClaimsState, reduce, start } from './claims-state'

/** The claims of a project as the cluster has them, change by change. */
export function useLiveClaims(slug: string, first: readonly ProjectClaim[]): ClaimsState {
  const [state, dispatch] = useReducer(reduce, first, start)
  useEffect(() => {
    const gone = new AbortController()
    const follower = {
      url: () => new URL(routes.liveVolumes(slug), location.href),
      opened: () => dispatch({ type: 'opened' }),
      heard: ({ event, data }: StreamEvent) => {
        if (event === 'claims') dispatch({ type: 'delta', delta: JSON.parse(data) })
      },
      lost: () => dispatch({ type: 'lost', at: Date.now() }),
      refused: () => dispatch({ type: 'refused' }),
    }
    void followEvents(follower, gone.signal)
    return () => gone.abort()
  }, [slug])
  return state
}
