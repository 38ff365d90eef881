'use client'

import { useTranslations } from 'next-intl'
import { Tabs } from '@/app/_components/Tabs'
import { roleCan } from '@/lib/auth/permissions'
import { routes } from '@/lib/routes'
import { usePod } from '../../pod-context'

const pages = ['', 'logs', 'terminal'] as const

/** The pages of a container; each has an address of its own. */
export function ContainerTabs({ name }: { name: string }) {
  const t = useTranslations('pod.pages')
  const { slug, role, view } = usePod()
  const address = routes.container(slug, view.pod.name, name)
  const seen = pages.filter((page) => page !== 'terminal' || roleCan(role, 'pod:terminal'))
  const tabs = seen.map((page) => ({
    page,
    href: page === '' ? address : `${address}/${page}`,
    label: t(page === '' ? 'overview' : page),
  }))
  return <Tabs label={t('ofContainer')} tabs={tabs} />
}
