import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ClusterError } from '@/app/_components/ClusterError'
import { fromCluster } from '@/app/_components/from-cluster'
import { listChanges } from '@/lib/audit/changes'
import { pageProject } from '@/lib/auth/page'
import { isObjectName } from '@/lib/names'
import { readSection } from '@/lib/statefulsets/detail/sections'
import { EventsView } from './EventsView'

interface Props {
  readonly params: Promise<{ project: string; name: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('detail.pages')
  return { title: `${t('events')} · ${(await params).name}` }
}

export default async function EventsPage({ params }: Props) {
  const { project: slug, name } = await params
  const scope = await pageProject(slug, 'statefulset:view')
  if (!isObjectName(name)) notFound()
  const reading = await fromCluster(() => readSection(scope, name, 'events', listChanges))
  if ('code' in reading) return <ClusterError code={reading.code} />
  return <EventsView first={reading.value} />
}
