import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { wordsOfSets } from '@/app/words'

/** Brings the words of sets, pods and volumes, which no other page needs. */
export async function SetWords({ children }: { children: ReactNode }) {
  return (
    <NextIntlClientProvider messages={wordsOfSets(await getMessages())}>{children}</NextIntlClientProvider>
  )
}
