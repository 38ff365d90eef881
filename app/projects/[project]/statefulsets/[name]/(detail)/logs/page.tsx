import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ClusterError } from '@/app/_components/ClusterError'
import { fromCluster } from '@/app/_components/from-cluster'
import { LogView } from '@/app/_components/log/LogView'
import { listChanges } from '@/lib/audit/changes'
import { pageProject } from '@/lib/auth/page'
import { isObjectName } from '@/lib/names'
import { routes } from '@/lib/routes'
import { readSection } from '@/lib/statefulsets/detail/sections'

interface Props {
  readonly params: Promise<{ project: string; name: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('detail.pages')
  return { title: `${t('logs')} · ${(await params).name}` }
}

export default async function SetLogPage({ params }: Props) {
  const { project: slug, name } = await params
  const scope = await pageProject(slug, 'statefulset:view')
  await pageProject(slug, 'pod:log')
  if (!isObjectName(name)) notFound()
  const reading = await fromCluster(() => readSection(scope, name, 'logs', listChanges))
  if ('code' in reading) return <ClusterError code={reading.code} />
  const logs = routes.statefulSetLogs(slug, name)
  return (
    <LogView
      isOfSet
      source={routes.logStream(logs)}
      download={routes.logDownload(logs)}
      name={name}
      containers={reading.value}
    />
  )
}
