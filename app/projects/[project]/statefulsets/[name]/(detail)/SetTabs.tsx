'use client'

import { useTranslations } from 'next-intl'
import { Tabs } from '@/app/_components/Tabs'
import { routes } from '@/lib/routes'
import { useSet } from './set-context'

const pages = ['', 'volumes', 'revisions', 'logs', 'events', 'metadata'] as const

/** The sub-pages; each has an address of its own. */
export function SetTabs() {
  const t = useTranslations('detail.pages')
  const { slug, set } = useSet()
  const tabs = pages.map((page) => ({
    page,
    href: routes.statefulSetPage(slug, set.name, page),
    label: t(page === '' ? 'overview' : page),
  }))
  return <Tabs label={t('label')} tabs={tabs} />
}
