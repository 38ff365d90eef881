'use client'

import type { ReactNode } from 'react'

/** The body of every page; says to what was done early (`early.ts`) that React answers for an element now. */
export function Body({ children }: { readonly children: ReactNode }) {
  return <body onTouchCancelCapture={(event) => event.preventDefault()}>{children}</body>
}
