import { Stack } from '@mantine/core'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Breadcrumbs } from '@/app/_components/Breadcrumbs'
import { ClusterError } from '@/app/_components/ClusterError'
import { fromCluster } from '@/app/_components/from-cluster'
import { Words } from '@/app/_components/Words'
import { wordsOf } from '@/app/words'
import { pageProject } from '@/lib/auth/page'
import { isAppError } from '@/lib/errors'
import { isObjectName } from '@/lib/names'
import { findOperation } from '@/lib/operations/find'
import type { OperationView } from '@/lib/operations/schema'
import { routes } from '@/lib/routes'
import { getStatefulSet } from '@/lib/statefulsets/detail/get'
import { SetHeader } from './SetHeader'
import { SetTabs } from './SetTabs'
import { SetProvider } from './set-context'

interface Props {
  readonly params: Promise<{ project: string; name: string }>
  readonly children: ReactNode
}

/** What stands around all sub-pages of a set. Each page below proves its own permission again. */
export default async function SetLayout({ params, children }: Props) {
  const { project: slug, name } = await params
  const scope = await pageProject(slug, 'statefulset:view')
  if (!isObjectName(name)) notFound()
  const operation = await findOperation(scope, name)
  const reading = await fromCluster(() => getStatefulSet(scope, name).catch(nullWhile(operation)))
  if ('code' in reading) return <ClusterError code={reading.code} />
  const t = await getTranslations('list')
  return (
    <Words text={await wordsOf('sets')}>
      <SetProvider slug={slug} role={scope.role} name={name} first={{ set: reading.value, operation }}>
        <Stack gap="md">
          <Breadcrumbs items={[{ href: routes.statefulSets(slug), label: t('title') }]} />
          <SetHeader />
          <SetTabs />
          {children}
        </Stack>
      </SetProvider>
    </Words>
  )
}

/** A set that an operation has taken away is no missing page. */
function nullWhile(operation: OperationView | null): (error: unknown) => null {
  return (error) => {
    if (operation !== null && isAppError(error, 'not_found')) return null
    throw error
  }
}
