import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/app/_components/LinkButton'
import { ListPage } from '@/app/statefulsets/ListPage'
import { pageProject } from '@/lib/auth/page'
import { roleCan } from '@/lib/auth/permissions'
import { routes } from '@/lib/routes'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('list'))('title') }
}

interface Props {
  readonly params: Promise<{ project: string }>
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function StatefulSetsPage({ params, searchParams }: Props) {
  const { project: slug } = await params
  const scope = await pageProject(slug, 'statefulset:view')
  const t = await getTranslations('list')
  const createButton = roleCan(scope.role, 'statefulset:create') && (
    <LinkButton href={routes.newStatefulSet(slug)}>{t('create')}</LinkButton>
  )
  return <ListPage scopes={[scope]} project={slug} raw={await searchParams} nextStep={createButton} />
}
