'use client'

import Link from 'next/link'
import { useSelectedLayoutSegment } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { routes } from '@/lib/routes'
import classes from './SetTabs.module.css'
import { useSet } from './set-context'

const pages = ['', 'events'] as const

/** The sub-pages; each has an address of its own. */
export function SetTabs() {
  const t = useTranslations('detail.pages')
  const { slug, set } = useSet()
  const current = useSelectedLayoutSegment() ?? ''
  return (
    <nav aria-label={t('label')}>
      <ul className={classes.tabs}>
        {pages.map((page) => (
          <li key={page}>
            <Link
              href={routes.statefulSetPage(slug, set.name, page)}
              className={classes.tab}
              aria-current={page === current ? 'page' : undefined}
            >
              {t(page === '' ? 'overview' : page)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
