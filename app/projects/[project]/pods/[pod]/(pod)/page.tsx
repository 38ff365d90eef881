import type { Metadata } from 'next'
import { pageProject } from '@/lib/auth/page'
import { PodOverview } from '../PodOverview'

interface Props {
  readonly params: Promise<{ project: string; pod: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).pod }
}

export default async function PodPage({ params }: Props) {
  await pageProject((await params).project, 'pod:view')
  return <PodOverview />
}
