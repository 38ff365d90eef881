import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Frame } from '@/app/_components/Frame'
import { pageProjects } from '@/lib/auth/page'
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
  return (
    <Frame user={first.user}>
      <ListPage scopes={scopes} project={null} raw={await searchParams} />
    </Frame>
  )
}
