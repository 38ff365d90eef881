import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ClusterError } from '@/app/_components/ClusterError'
import { fromCluster } from '@/app/_components/from-cluster'
import { listChanges } from '@/lib/audit/changes'
import { pageProject } from '@/lib/auth/page'
import { isObjectName } from '@/lib/names'
import { readSection } from '@/lib/statefulsets/detail/sections'
import { compareRevisions } from '@/lib/statefulsets/revisions/compare-revisions'
import { compareRevisionsSchema } from '@/lib/statefulsets/schema'
import { RevisionsView } from './RevisionsView'

interface Props {
  readonly params: Promise<{ project: string; name: string }>
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('detail.pages')
  return { title: `${t('revisions')} · ${(await params).name}` }
}

/** What is compared stands in the address, `?from=<revision>&to=<revision>`; else the newest with the one before. */
export default async function RevisionsPage({ params, searchParams }: Props) {
  const { project: slug, name } = await params
  const { from, to } = await searchParams
  const scope = await pageProject(slug, 'statefulset:view')
  if (!isObjectName(name)) notFound()
  const reading = await fromCluster(() => readSection(scope, name, 'revisions', listChanges))
  if ('code' in reading) return <ClusterError code={reading.code} />
  const [newest, former] = reading.value
  const asked = { name, from: from ?? former?.name, to: to ?? newest?.name }
  const pair = compareRevisionsSchema.safeParse(asked)
  const comparison = pair.success ? await compareRevisions(scope, pair.data).catch(() => null) : null
  return (
    <RevisionsView
      first={reading.value}
      pair={pair.success ? { from: pair.data.from, to: pair.data.to } : null}
      comparison={comparison}
    />
  )
}
