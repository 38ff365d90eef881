import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageProject } from '@/lib/auth/page'
import { PodEvents } from '../../PodEvents'

interface Props {
  readonly params: Promise<{ project: string; pod: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await getTranslations('pod.pages'))('events')} · ${(await params).pod}` }
}

export default async function PodEventsPage({ params }: Props) {
  await pageProject((await params).project, 'pod:view')
  return <PodEvents />
}
