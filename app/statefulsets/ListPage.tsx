import { Group, Title } from '@mantine/core'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ClusterError } from '@/app/_components/ClusterError'
import { fromCluster } from '@/app/_components/from-cluster'
import { Notice } from '@/app/_components/Notice'
import { RefreshEvery } from '@/app/_components/RefreshEvery'
import type { ProjectScope } from '@/lib/auth/scope'
import { listStatefulSets } from '@/lib/statefulsets/list/list'
import { readQuery } from '@/lib/statefulsets/list/query'
import type { FirstPage } from './list-state'
import { SetList } from './SetList'

interface Props {
  readonly scopes: readonly ProjectScope<'statefulset:view'>[]
  /** The one project that the list is of; null when it is over all. */
  readonly project: string | null
  /** The address's parameters. */
  readonly raw: Readonly<Record<string, string | string[] | undefined>>
  /** What to do next, most of all where there is nothing yet. */
  readonly nextStep?: ReactNode
}

/** The list as it is now, rendered whole; then live in the browser. */
export async function ListPage({ scopes, project, raw, nextStep }: Props) {
  const query = readQuery(raw)
  const asked = project === null ? query : { ...query, project: '' }
  const reading = await fromCluster(() => listStatefulSets(scopes, asked))
  if ('code' in reading) return <ClusterError code={reading.code} />
  const { rows, unheard } = reading.value
  const isEmpty =
    Object.values(reading.value.counts).every((count) => count === 0) &&
    query.q === '' &&
    query.label === null &&
    asked.project === ''
  const unheardOne = unheard.find(({ parts }) => parts.length === 0)
  // Nothing is known of this cluster, which is not the same as nothing being there.
  if (isEmpty && unheardOne !== undefined) return <ClusterError code={unheardOne.code ?? 'cluster_timeout'} />
  const t = await getTranslations('list')
  if (isEmpty) {
    return (
      <Notice title={t('empty')} text={t('emptyText')}>
        {nextStep}
        <RefreshEvery seconds={3} />
      </Notice>
    )
  }
  const roles = Object.fromEntries(scopes.map((scope) => [scope.project.slug, scope.role]))
  const projects =
    project === null ? scopes.map(({ project: { slug, displayName: name } }) => ({ slug, name })) : null
  const page: FirstPage = { ...reading.value, rows: rows.map(({ sequence: _, ...row }) => row) }
  return (
    <>
      <Group justify="space-between" mb="md">
        <Title order={1}>{t('title')}</Title>
        {nextStep}
      </Group>
      <SetList first={JSON.stringify(page)} {...{ query, project, projects, roles }} />
    </>
  )
}
