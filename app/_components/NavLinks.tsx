'use client'

import { usePathname } from 'next/navigation'
import classes from './NavLinks.module.css'
import { NearLink } from './NearLink'

export interface NavItem {
  readonly href: string
  readonly label: string
}

export function NavLinks({ items }: { items: readonly NavItem[] }) {
  const pathname = usePathname()
  return (
    <ul className={classes.list}>
      {items.map(({ href, label }) => (
        <li key={href}>
          <NearLink
            href={href}
            className={classes.link}
            aria-current={pathname === href || pathname.startsWith(`${href}/`) ? 'page' : undefined}
          >
            {label}
          </NearLink>
        </li>
      ))}
    </ul>
  )
}
