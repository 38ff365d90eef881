import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ClusterError } from '@/app/_components/ClusterError'
import { fromCluster } from '@/app/_components/from-cluster'
import { pageProject } from '@/lib/auth/page'
import { isObjectName } from '@/lib/names'
import { getPodManifest } from '@/lib/pods/manifest'
import { ManifestText } from '../../ManifestText'

interface Props {
  readonly params: Promise<{ project: string; pod: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await getTranslations('pod.pages'))('manifest')} · ${(await params).pod}` }
}

export default async function PodManifestPage({ params }: Props) {
  const { project: slug, pod: name } = await params
  const scope = await pageProject(slug, 'pod:view')
  if (!isObjectName(name)) notFound()
  const reading = await fromCluster(() => getPodManifest(scope, name))
  if ('code' in reading) return <ClusterError code={reading.code} />
  return <ManifestText text={reading.value} />
}
