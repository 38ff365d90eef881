import type { ReactNode } from 'react'
import classes from './Columns.module.css'

interface Props {
  /** For fields whose values are sentences. */
  readonly isWide?: boolean
  readonly children: ReactNode
}

/** Fields beside each other, as many as there is room for. */
export function Columns({ isWide = false, children }: Props) {
  return <div className={isWide ? `${classes.columns} ${classes.wide}` : classes.columns}>{children}</div>
}
