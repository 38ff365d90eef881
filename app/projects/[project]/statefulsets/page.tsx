import { Button, Group, Table, Text, Title } from '@mantine/core'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Age } from '@/app/_components/Age'
import { ClusterError } from '@/app/_components/ClusterError'
import { fromCluster } from '@/app/_components/from-cluster'
import { Notice } from '@/app/_components/Notice'
import { RefreshEvery } from '@/app/_components/RefreshEvery'
import { StateBadge } from '@/app/_components/StateBadge'
import { roleCan } from '@/lib/auth/permissions'
import { pageProject } from '@/lib/auth/page'
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
    <Button component={Link} href={routes.newStatefulSet(slug)} size="sm">
      {t('list.create')}
    </Button>
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
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing={9} highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('list.name')}</Table.Th>
              <Table.Th>{t('list.state')}</Table.Th>
              <Table.Th>{t('list.ready')}</Table.Th>
              <Table.Th>{t('list.images')}</Table.Th>
              <Table.Th>{t('list.age')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sets.map((set) => (
              <Table.Tr key={set.name}>
                <Table.Td>
                  <Link href={routes.statefulSet(slug, set.name)}>{set.name}</Link>
                  {set.description !== '' && (
                    <Text size="xs" c="dimmed" lineClamp={1}>
                      {set.description}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <StateBadge state={set.state} />
                </Table.Td>
                <Table.Td>{`${set.ready}/${set.desired}`}</Table.Td>
                <Table.Td>{set.images.join(', ')}</Table.Td>
                <Table.Td>
                  <Age since={set.createdAt} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  )
}
