'use client'

import { useTranslations } from 'next-intl'
import { Tabs } from '@/app/_components/Tabs'
import { routes } from '@/lib/routes'
import { usePod } from './pod-context'

const pages = ['', 'events', 'manifest'] as const

/** The pages of a pod; each has an address of its own. */
export function PodTabs() {
  const t = useTranslations('pod.pages')
  const { slug, view } = usePod()
  const address = routes.pod(slug, view.pod.name)
  const tabs = pages.map((page) => ({
    page,
    href: page === '' ? address : `${address}/${page}`,
    label: t(page === '' ? 'overview' : page),
  }))
  return <Tabs label={t('label')} tabs={tabs} />
}
