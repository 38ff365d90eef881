import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Frame } from '@/app/_components/Frame'
import { LinkButton } from '@/app/_components/LinkButton'
import { pageProjects } from '@/lib/auth/page'
import { roleCan } from '@/lib/auth/permissions'
import { routes } from '@/lib/routes'
import { ListPage } from './ListPage'
import { NoProjects } from './NoProjects'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('list'))('title') }
}

type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** Over all projects of the person. */
export default async function AllStatefulSetsPage({ searchParams }: { searchParams: SearchParams }) {
  const scopes = await pageProjects('statefulset:view')
  const [first] = scopes
  if (first === undefined) return <NoProjects />
  const t = await getTranslations('list')
  // The form begins in one project, and lets choose another.
  const creatable = scopes.find(({ role }) => roleCan(role, 'statefulset:create'))
  const createButton = creatable !== undefined && (
    <LinkButton href={routes.newStatefulSet(creatable.project.slug)}>{t('create')}</LinkButton>
  )
  return (
    <Frame user={first.user}>
      <ListPage scopes={scopes} project={null} raw={await searchParams} nextStep={createButton} />
    </Frame>
  )
}
