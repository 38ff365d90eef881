import {
  Group,
  Table,
  TableScrollContainer,
  TableTbody,
  TableTd,
  TableTh,
  TableThead,
  TableTr,
  Text,
  Title,
} from '@mantine/core'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Age } from '@/app/_components/Age'
import { ClusterError } from '@/app/_components/ClusterError'
import { fromCluster } from '@/app/_components/from-cluster'
import { LinkButton } from '@/app/_components/LinkButton'
import { Notice } from '@/app/_components/Notice'
import { RefreshEvery } from '@/app/_components/RefreshEvery'
import { StateBadge } from '@/app/_components/StateBadge'
import { pageProject } from '@/lib/auth/page'
import { roleCan } from '@/lib/auth/permissions'
import { routes } from '@/lib/routes'
import { listStatefulSets } from '@/lib/statefulsets/list'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('list'))('title') }
}

export default async function StatefulSetsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project: slug } = await params
  const scope = await pageProject(slug, 'statefulset:view')
  const reading = await fromCluster(() => listStatefulSets(scope))
  if ('code' in reading) return <ClusterError code={reading.code} />
  const sets = reading.value
  const t = await getTranslations()
  const createButton = roleCan(scope.role, 'statefulset:create') && (
    <LinkButton href={routes.newStatefulSet(slug)}>{t('list.create')}</LinkButton>
  )
  if (sets.length === 0) {
    return (
      <Notice title={t('list.empty')} text={t('list.emptyText')}>
        {createButton}
        <RefreshEvery seconds={5} />
      </Notice>
    )
  }
  return (
    <>
      <RefreshEvery seconds={3} />
      <Group justify="space-between" mb="md">
        <Title order={1}>{t('list.title')}</Title>
        {createButton}
      </Group>
      <TableScrollContainer minWidth={640}>
        <Table verticalSpacing={9} highlightOnHover>
          <TableThead>
            <TableTr>
              <TableTh>{t('list.name')}</TableTh>
              <TableTh>{t('list.state')}</TableTh>
              <TableTh>{t('list.ready')}</TableTh>
              <TableTh>{t('list.images')}</TableTh>
              <TableTh>{t('list.age')}</TableTh>
            </TableTr>
          </TableThead>
          <TableTbody>
            {sets.map((set) => (
              <TableTr key={set.name}>
                <TableTd>
                  <Link href={routes.statefulSet(slug, set.name)}>{set.name}</Link>
                  {set.description !== '' && (
                    <Text size="xs" c="dimmed" lineClamp={1}>
                      {set.description}
                    </Text>
                  )}
                </TableTd>
                <TableTd>
                  <StateBadge state={set.state} />
                </TableTd>
                <TableTd>{`${set.ready}/${set.desired}`}</TableTd>
                <TableTd>{set.images.join(', ')}</TableTd>
                <TableTd>
                  <Age since={set.createdAt} />
                </TableTd>
              </TableTr>
            ))}
          </TableTbody>
        </Table>
      </TableScrollContainer>
    </>
  )
}
