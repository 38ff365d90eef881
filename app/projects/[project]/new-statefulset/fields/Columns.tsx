import type { ReactNode } from 'react'
import classes from './Columns.module.css'

/** Fields beside each other where there is room. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={classes.columns}>{children}</div>
}
