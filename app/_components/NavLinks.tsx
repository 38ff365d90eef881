'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import classes from './NavLinks.module.css'

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
          <Link
            href={href}
            className={classes.link}
            aria-current={pathname === href || pathname.startsWith(`${href}/`) ? 'page' : undefined}
          >
            {label}
          </Link>
        </li>
      ))}
    </ul>
  )
}
