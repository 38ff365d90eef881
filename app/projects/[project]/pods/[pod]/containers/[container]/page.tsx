import type { Metadata } from 'next'
import { pageProject } from '@/lib/auth/page'
import { ContainerOverview } from './ContainerOverview'

interface Props {
  readonly params: Promise<{ project: string; pod: string; container: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { pod, container } = await params
  return { title: `${container} · ${pod}` }
}

export default async function ContainerPage({ params }: Props) {
  const { project, container } = await params
  await pageProject(project, 'pod:view')
  return <ContainerOverview name={container} />
}
