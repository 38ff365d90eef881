'use client'

import { createContext, type ReactNode, use, useEffect, useMemo, useReducer } from 'react'
import { followEvents } from '@/app/_components/follow-events'
import { routes } from '@/lib/routes'
import { type PodAction, type PodPageState, reduce, start, type View } from './pod-page-state'

interface PodContext extends PodPageState {
  readonly slug: string
  readonly role: string
}

const Context = createContext<PodContext | null>(null)

interface Props {
  readonly slug: string
  readonly role: string
  readonly first: View
  readonly children: ReactNode
}

/** The pod of this name as the cluster has it, change by change, for all its pages. */
export function PodProvider({ slug, role, first, children }: Props) {
  const [state, dispatch] = useReducer(reduce, first, start)
  const { name } = first.pod
  useEffect(() => follow(routes.livePod(slug, name), dispatch), [slug, name])
  const value = useMemo(() => ({ ...state, slug, role }), [state, slug, role])
  return <Context value={value}>{children}</Context>
}

function follow(address: string, dispatch: (action: PodAction) => void): () => void {
  const gone = new AbortController()
  const follower = {
    url: () => new URL(address, location.href),
    opened: () => dispatch({ type: 'opened' }),
    heard: ({ event, data }: { event: string; data: string }) => {
      if (event === 'pod') dispatch({ type: 'news', news: JSON.parse(data) })
    },
    lost: () => dispatch({ type: 'lost', at: Date.now() }),
    refused: () => dispatch({ type: 'refused' }),
  }
  void followEvents(follower, gone.signal)
  return () => gone.abort()
}

export function usePod(): PodContext {
  const context = use(Context)
  if (context === null) throw new Error('outside of a pod')
  return context
}
