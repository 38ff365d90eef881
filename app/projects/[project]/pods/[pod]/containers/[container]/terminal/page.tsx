import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { pageProject } from '@/lib/auth/page'
import { isContainerName, isObjectName } from '@/lib/names'
import { TerminalPlace } from './TerminalPlace'

interface Props {
  readonly params: Promise<{ project: string; pod: string; container: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { pod, container } = await params
  return { title: `${(await getTranslations('terminal'))('open')} · ${container} · ${pod}` }
}

export default async function TerminalPage({ params }: Props) {
  const { project: slug, pod, container } = await params
  await pageProject(slug, 'pod:terminal')
  if (!isObjectName(pod) || !isContainerName(container)) notFound()
  return <TerminalPlace pod={pod} container={container} />
}
