import { Title } from '@mantine/core'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Frame } from '@/app/_components/Frame'
import { pagePlatform } from '@/lib/auth/page'
import { listClusterFacts } from '@/lib/clusters/list'
import { ClusterItem } from './ClusterItem'
import { ConnectHelp } from './ConnectHelp'
import { KubeconfigNotice } from './KubeconfigNotice'

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('clusters'))('title') }
}

/** Each cluster that is configured, and how to configure one. `?check=<name>` is checked; else the one in use. */
export default async function ClustersPage({ searchParams }: Props) {
  const { check } = await searchParams
  const scope = await pagePlatform('cluster:view')
  const { clusters, problem } = listClusterFacts(scope)
  const chosen = clusters.find(({ name }) => name === check) ?? clusters.find(({ isDefault }) => isDefault)
  const t = await getTranslations('clusters')
  return (
    <Frame user={scope.user}>
      <Title order={1} mb="md">
        {t('title')}
      </Title>
      {problem !== null && <KubeconfigNotice problem={problem} />}
      {clusters.map((cluster) => (
        <ClusterItem
          key={`${cluster.name} ${cluster.isWaiting}`}
          scope={scope}
          cluster={cluster}
          isChosen={cluster === chosen}
        />
      ))}
      <ConnectHelp />
    </Frame>
  )
}
