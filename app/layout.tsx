import './mantine.css'
import './globals.css'
import { ColorSchemeScript, MantineProvider, mantineHtmlProps } from '@mantine/core'
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Toasts } from './_components/Toasts'
import { theme } from './theme'

export const metadata: Metadata = { title: { default: 'Ordinal', template: '%s · Ordinal' } }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale()
  // What only one page says travels with that page: app/projects/[project]/new-statefulset/layout.tsx. What terminals
  // say travels with the pages of a project.
  const {
    create: _create,
    templates: _templates,
    notices: _notices,
    editor: _editor,
    edit: _edit,
    terminal: _terminal,
    ...messages
  } = await getMessages()
  const nonce = (await headers()).get('x-nonce') ?? ''
  return (
    <html lang={locale} {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript nonce={nonce} defaultColorScheme="auto" />
      </head>
      <body>
        <NextIntlClientProvider messages={messages}>
          <MantineProvider theme={theme} defaultColorScheme="auto">
            <Toasts />
            {children}
          </MantineProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
