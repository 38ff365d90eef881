import {
  Group,
  Stack,
  Table,
  TableScrollContainer,
  TableTbody,
  TableTh,
  TableThead,
  TableTr,
  Title,
} from '@mantine/core'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Age } from '@/app/_components/Age'
import { Breadcrumbs } from '@/app/_components/Breadcrumbs'
import { ClusterError } from '@/app/_components/ClusterError'
import { fromCluster } from '@/app/_components/from-cluster'
import { OrdinalStrip } from '@/app/_components/OrdinalStrip'
import { RefreshEvery } from '@/app/_components/RefreshEvery'
import { StateBadge } from '@/app/_components/StateBadge'
import { pageProject } from '@/lib/auth/page'
import { roleCan } from '@/lib/auth/permissions'
import { isObjectName } from '@/lib/names'
import { routes } from '@/lib/routes'
import { getStatefulSet } from '@/lib/statefulsets/get'
import { DeleteButton } from './DeleteButton'
import { PodRows } from './PodRows'
import { ReplicaControl } from './ReplicaControl'

interface Props {
  readonly params: Promise<{ project: string; name: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).name }
}

export default async function StatefulSetPage({ params }: Props) {
  const { project: slug, name } = await params
  const scope = await pageProject(slug, 'statefulset:view')
  if (!isObjectName(name)) notFound()
  const reading = await fromCluster(() => getStatefulSet(scope, name))
  if ('code' in reading) return <ClusterError code={reading.code} />
  const set = reading.value
  const t = await getTranslations()
  const facts = [
    { label: t('detail.images'), value: set.images.join(', ') },
    { label: t('detail.service'), value: set.serviceName || t('common.none') },
    { label: t('detail.claims'), value: set.claimTemplates.join(', ') || t('common.none') },
    { label: t('detail.age'), value: <Age since={set.createdAt} /> },
  ]
  const columns = ['ordinal', 'pod', 'state', 'node', 'ip', 'restarts', 'age', 'log'] as const
  return (
    <Stack gap="lg">
      <RefreshEvery seconds={set.state === 'running' || set.state === 'stopped' ? 4 : 2} />
      <Stack gap={6}>
        <Breadcrumbs items={[{ href: routes.statefulSets(slug), label: t('list.title') }]} />
        <Group justify="space-between" align="flex-start">
          <Group gap="md" align="baseline">
            <Title order={1}>{name}</Title>
            <StateBadge state={set.state} />
            <span>{t('detail.readyOf', { ready: set.ready, desired: set.desired })}</span>
          </Group>
          {roleCan(scope.role, 'statefulset:delete') && (
            <DeleteButton slug={slug} name={name} uid={set.uid} pods={set.existing} />
          )}
        </Group>
      </Stack>
      <OrdinalStrip ordinals={set.ordinals} />
      <Group align="flex-start" style={{ gap: '16px 48px' }}>
        {facts.map(({ label, value }) => (
          <Stack key={label} gap={2} maw={360}>
            <span style={{ color: 'var(--mantine-color-dimmed)', fontSize: 12 }}>{label}</span>
            <span style={{ overflowWrap: 'anywhere' }}>{value}</span>
          </Stack>
        ))}
        {roleCan(scope.role, 'statefulset:scale') && (
          <ReplicaControl
            slug={slug}
            name={name}
            replicas={set.desired}
            ordinals={set.ordinals.map(({ ordinal }) => ordinal)}
          />
        )}
      </Group>
      <section aria-labelledby="pods">
        <Title order={2} id="pods" mb="xs">
          {t('detail.pods')}
        </Title>
        <TableScrollContainer minWidth={760}>
          <Table verticalSpacing={9}>
            <TableThead>
              <TableTr>
                {columns.map((column) => (
                  <TableTh key={column}>{t(`detail.${column}`)}</TableTh>
                ))}
              </TableTr>
            </TableThead>
            <TableTbody>
              <PodRows slug={slug} rows={set.ordinals} />
            </TableTbody>
          </Table>
        </TableScrollContainer>
      </section>
    </Stack>
  )
}
