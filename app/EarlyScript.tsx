'use client'

import { keepEarly } from './early'

/** Runs `keepEarly` before the first paint. The server alone writes it: the browser needs its text only once. */
export function EarlyScript({ nonce }: { readonly nonce: string }) {
  const text = typeof window === 'undefined' ? `(${keepEarly})()` : ''
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: a function of ours, nothing of anybody else.
    <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: text }} />
  )
}
