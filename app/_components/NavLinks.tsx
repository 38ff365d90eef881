'use client'

import { usePathname } from 'next/navigation'
import classes from './NavLinks.module.css'
import { NearLink } from './NearLink'

export interface NavItem {
  readonly href: string
  readonly label: string
  /** Other addresses that belong to it. */
  readonly within?: readonly string[]
}

export function NavLinks({ items }: { items: readonly NavItem[] }) {
  const pathname = usePathname()
  return (
    <ul className={classes.list}>
      {items.map(({ href, label, within = [] }) => (
        <li key={href}>
          <NearLink
            href={href}
            className={classes.link}
            aria-current={[href, ...within].some((start) => isBelow(pathname, start)) ? 'page' : undefined}
          >
            {label}
          </NearLink>
        </li>
      ))}
    </ul>
  )
}

const isBelow = (pathname: string, start: string) => pathname === start || pathname.startsWith(`${start}/`)
