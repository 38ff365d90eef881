import type { ReactNode } from 'react'
import classes from './Entrance.module.css'
import { Logo } from './Logo'

/** The frame of the pages that come before a session. */
export function Entrance({ children }: { children: ReactNode }) {
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <Logo />
        {children}
      </div>
    </main>
  )
}
