'use client'

import { useRouter, useSelectedLayoutSegment } from 'next/navigation'
import { createContext, type ReactNode, use, useEffect, useMemo, useReducer } from 'react'
import { followEvents } from '@/app/_components/follow-events'
import { Refused } from '@/app/_components/Refused'
import { routes } from '@/lib/routes'
import type { SetDetail } from '@/lib/statefulsets/detail/detail'
import type { SetDelta } from '@/lib/statefulsets/detail/live-set'
import type { SectionName, Sections } from '@/lib/statefulsets/detail/sections'
import { SetAway } from './SetAway'
import { reduce, type SetState, start } from './set-state'

interface SetContext extends Omit<SetState, 'set'> {
  readonly set: SetDetail
  readonly slug: string
  readonly role: string
}

const Context = createContext<SetContext | null>(null)

interface Props {
  readonly slug: string
  readonly role: string
  readonly name: string
  readonly first: Pick<SetState, 'set' | 'operation'>
  readonly children: ReactNode
}

/**
 * The set as the cluster has it, change by change, for its header and all its sub-pages. While an operation has taken it
 * away, that is all there is to see.
 */
export function SetProvider({ slug, role, name, first, children }: Props) {
  const [state, dispatch] = useReducer(reduce, first, start)
  const router = useRouter()
  const show = useSelectedLayoutSegment() ?? 'overview'
  useEffect(() => {
    return followEvents<SetDelta>({
      url: () => {
        const url = new URL(routes.liveStatefulSet(slug, name), location.href)
        url.searchParams.set('show', show)
        return url
      },
      event: 'set',
      heard: (delta) => dispatch({ type: 'delta', delta }),
      connection: dispatch,
    })
  }, [slug, name, show])
  const { set, operation, connection } = state
  const isBack = first.set === null && set !== null
  // The sub-page was rendered without its set, and would go on to say that there is none.
  useEffect(() => {
    if (isBack) router.refresh()
  }, [isBack, router])
  const value = useMemo(() => (set === null ? null : { ...state, set, slug, role }), [state, set, slug, role])
  if (connection === 'refused') return <Refused />
  if (value === null || isBack) return <SetAway slug={slug} role={role} name={name} operation={operation} />
  return <Context value={value}>{children}</Context>
}

export function useSet(): SetContext {
  const context = use(Context)
  if (context === null) throw new Error('outside of a set')
  return context
}

/** What a sub-page shows: as the page was rendered, then as it changes. */
export function useSection<S extends SectionName>(name: S, first: Sections[S]): Sections[S] {
  const { section } = useSet()
  return section?.name === name ? (section.data as Sections[S]) : first
}
