'use client'

import {
  createContext,
  type ReactNode,
  Suspense,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { insist, lazyPart } from '@/app/_components/lazy-part'
import { tellTour } from '@/app/_components/tour/tell-tour'
import { type ProjectPermission, roleCan } from '@/lib/auth/permissions'
import { prepareTerminal } from './actions'
import { hasKept } from './storage-key'
import type { TerminalTarget } from './terminal-state'
import type { TerminalStore } from './terminal-store'

const Dock = lazyPart(
  () => import('./Dock'),
  (module) => module.Dock,
)

export interface Terminals {
  readonly can: (permission: ProjectPermission) => boolean
  /** Another terminal in this container. */
  readonly open: (target: TerminalTarget) => void
  /** The terminal that is there for this container, else a new one. */
  readonly openOnce: (target: TerminalTarget) => void
  /** The terminals stand in this place of a page instead of below it, until it is null. */
  readonly place: (slot: HTMLElement | null) => void
}

const TerminalsContext = createContext<Terminals | null>(null)

/** Of the project whose pages these are. */
export function useTerminals(): Terminals {
  const terminals = useContext(TerminalsContext)
  if (terminals === null) throw new Error('no terminals around')
  return terminals
}

interface Props {
  readonly slug: string
  readonly role: string
  /** What the terminals say, of `wordsOf`; only they need it. */
  readonly words: string
  readonly children: ReactNode
}

/** Holds the terminals of a project while one moves through its pages. Their code comes with the first of them. */
export function TerminalsProvider({ slug, role, words, children }: Props) {
  const [store, setStore] = useState<TerminalStore | null>(null)
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const loading = useRef<Promise<TerminalStore> | null>(null)
  const terminals = useMemo((): Terminals & { load: () => Promise<TerminalStore> } => {
    const load = () => {
      loading.current ??= insist(() => import('./terminal-store')).then(({ TerminalStore: Store }) => {
        const made = new Store(slug, (target) => prepareTerminal(slug, target))
        made.restore()
        setStore(made)
        return made
      })
      return loading.current
    }
    const begin = async () => {
      const there = await load()
      tellTour('terminal')
      return there
    }
    return {
      load,
      can: (permission) => roleCan(role, permission),
      open: (target) => void begin().then((there) => there.open(target)),
      openOnce: (target) => void begin().then((there) => there.openOnce(target)),
      place: setSlot,
    }
  }, [slug, role])
  useEffect(() => {
    if (hasKept(slug)) void terminals.load()
  }, [slug, terminals])
  useEffect(() => {
    if (store === null) return
    store.restore()
    const online = () => store.network(true)
    const offline = () => store.network(false)
    window.addEventListener('online', online)
    window.addEventListener('offline', offline)
    return () => {
      window.removeEventListener('online', online)
      window.removeEventListener('offline', offline)
      store.dispose()
    }
  }, [store])
  return (
    <TerminalsContext value={terminals}>
      {children}
      {store !== null && (
        <Suspense>
          <Dock slug={slug} store={store} slot={slot} words={words} />
        </Suspense>
      )}
    </TerminalsContext>
  )
}
