'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { type ReactNode, useMemo } from 'react'

interface Props {
  /** Of `wordsOf`. */
  readonly text: string
  readonly children: ReactNode
}

/** Each text that came: there are as many as languages and parts, and the server meets them with every request. */
const known = new Map<string, object>()

/** Brings words that no page outside of it needs. */
export function Words({ text, children }: Props) {
  const others = useMessages()
  const messages = useMemo(() => ({ ...others, ...wordsIn(text) }), [others, text])
  return (
    <NextIntlClientProvider locale={useLocale()} messages={messages}>
      {children}
    </NextIntlClientProvider>
  )
}

function wordsIn(text: string): object {
  const words = known.get(text) ?? (JSON.parse(text) as object)
  known.set(text, words)
  return words
}
