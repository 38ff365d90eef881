'use client'

import { createContext, type ReactNode, use, useEffect, useMemo, useReducer } from 'react'
import { followEvents } from '@/app/_components/follow-events'
import { Refused } from '@/app/_components/Refused'
import type { PodNews } from '@/lib/pods/live-pod'
import { routes } from '@/lib/routes'
import type { PodState } from '@/lib/statefulsets/detail/pod-state'
import { type PodPageState, reduce, start, type View } from './pod-page-state'

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
  useEffect(() => {
    return followEvents<PodNews<PodState>>({
      url: () => new URL(routes.livePod(slug, name), location.href),
      event: 'pod',
      heard: (news) => dispatch({ type: 'news', news }),
      connection: dispatch,
    })
  }, [slug, name])
  const value = useMemo(() => ({ ...state, slug, role }), [state, slug, role])
  if (state.connection === 'refused') return <Refused />
  return <Context value={value}>{children}</Context>
}

export function usePod(): PodContext {
  const context = use(Context)
  if (context === null) throw new Error('outside of a pod')
  return context
}
