import './mantine.css'
import './globals.css'
import { ColorSchemeScript, MantineProvider, mantineHtmlProps } from '@mantine/core'
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Toasts } from './_components/Toasts'
import { Unanswered } from './_components/Unanswered'
import { Words } from './_components/Words'
import { Body } from './Body'
import { EarlyScript } from './EarlyScript'
import { theme } from './theme'
import { wordsOf } from './words'

export const metadata: Metadata = { title: { default: 'Ordinal', template: '%s · Ordinal' } }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale()
  const nonce = (await headers()).get('x-nonce') ?? ''
  return (
    <html lang={locale} {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript nonce={nonce} defaultColorScheme="auto" />
        <EarlyScript nonce={nonce} />
      </head>
      <Body>
        <NextIntlClientProvider messages={{}}>
          <Words text={await wordsOf('all')}>
            <MantineProvider theme={theme} defaultColorScheme="auto">
              <Unanswered />
              <Toasts />
              {children}
            </MantineProvider>
          </Words>
        </NextIntlClientProvider>
      </Body>
    </html>
  )
}
