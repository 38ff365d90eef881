import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { pageProject } from '@/lib/auth/page'
import { isObjectName } from '@/lib/names'
import { PodHeader } from '../PodHeader'
import { PodTabs } from '../PodTabs'

interface Props {
  readonly params: Promise<{ project: string; pod: string }>
  readonly children: ReactNode
}

/** What stands around the pages of the pod itself. */
export default async function PodPagesLayout({ params, children }: Props) {
  const { project: slug, pod } = await params
  await pageProject(slug, 'pod:view')
  if (!isObjectName(pod)) notFound()
  return (
    <>
      <PodHeader />
      <PodTabs />
      {children}
    </>
  )
}
