'use client'

import Link from 'next/link'
import { useSelectedLayoutSegment } from 'next/navigation'
import classes from './Tabs.module.css'

interface Props {
  readonly label: string
  /** `page` is the segment below the layout; '' for the first page. */
  readonly tabs: readonly { readonly page: string; readonly href: string; readonly label: string }[]
}

/** Pages of one thing, each with an address of its own. */
export function Tabs({ label, tabs }: Props) {
  const current = useSelectedLayoutSegment() ?? ''
  return (
    <nav aria-label={label}>
      <ul className={classes.tabs}>
        {tabs.map(({ page, href, label: text }) => (
          <li key={page}>
            <Link href={href} className={classes.tab} aria-current={page === current ? 'page' : undefined}>
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
