import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { LogView } from '@/app/_components/log/LogView'
import { pageProject } from '@/lib/auth/page'
import { isContainerName, isObjectName } from '@/lib/names'
import { routes } from '@/lib/routes'

interface Props {
  readonly params: Promise<{ project: string; pod: string; container: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { pod, container } = await params
  return { title: `${(await getTranslations('logs'))('region')} · ${container} · ${pod}` }
}

export default async function ContainerLogPage({ params }: Props) {
  const { project: slug, pod, container } = await params
  await pageProject(slug, 'pod:log')
  if (!isObjectName(pod) || !isContainerName(container)) notFound()
  const logs = routes.containerLogs(slug, pod, container)
  return (
    <LogView
      source={routes.logStream(logs)}
      download={routes.logDownload(logs)}
      search={routes.logSearch(logs)}
      name={`${pod}-${container}`}
    />
  )
}
