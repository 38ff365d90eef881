import { Stack, Title } from '@mantine/core'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ClusterError } from '@/app/_components/ClusterError'
import { fromCluster } from '@/app/_components/from-cluster'
import { pageProject } from '@/lib/auth/page'
import { roleCan } from '@/lib/auth/permissions'
import { listClaims } from '@/lib/volumes/list'
import { ProjectClaims } from './ProjectClaims'

interface Props {
  readonly params: Promise<{ project: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('volumes')
  return { title: t('title') }
}

/** All volume claims of the project: whose they are, and which nobody needs any more. */
export default async function VolumesPage({ params }: Props) {
  const { project: slug } = await params
  const scope = await pageProject(slug, 'claim:view')
  const reading = await fromCluster(() => listClaims(scope))
  if ('code' in reading) return <ClusterError code={reading.code} />
  const t = await getTranslations('volumes')
  return (
    <Stack gap="md">
      <Title order={1}>{t('title')}</Title>
      <ProjectClaims slug={slug} first={reading.value} mayDelete={roleCan(scope.role, 'claim:delete')} />
    </Stack>
  )
}
