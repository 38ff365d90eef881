'use client'

import { type AbstractIntlMessages, NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { DockFrame } from './DockFrame'
import type { TerminalStore } from './terminal-store'

export type Words = AbstractIntlMessages

interface Props {
  readonly slug: string
  readonly store: TerminalStore
  /** Where a page wants the terminals; null: below the page. */
  readonly slot: HTMLElement | null
  readonly words: Words
}

/** The terminals of a project, with the words that only they need. */
export function Dock({ slug, store, slot, words }: Props) {
  const view = useSyncExternalStore(store.subscribe, store.view, store.view)
  const messages = useMessages()
  return (
    <NextIntlClientProvider locale={useLocale()} messages={{ ...messages, terminal: words }}>
      <DockFrame slug={slug} store={store} view={view} slot={slot} />
    </NextIntlClientProvider>
  )
}
