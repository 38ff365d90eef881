'use client'

import { useSyncExternalStore } from 'react'
import { Words } from '@/app/_components/Words'
import { DockFrame } from './DockFrame'
import type { TerminalStore } from './terminal-store'

interface Props {
  readonly slug: string
  readonly store: TerminalStore
  /** Where a page wants the terminals; null: below the page. */
  readonly slot: HTMLElement | null
  /** Of `wordsOf`. */
  readonly words: string
}

/** The terminals of a project, with the words that only they need. */
export function Dock({ slug, store, slot, words }: Props) {
  const view = useSyncExternalStore(store.subscribe, store.view, store.view)
  return (
    <Words text={words}>
      <DockFrame slug={slug} store={store} view={view} slot={slot} />
    </Words>
  )
}
