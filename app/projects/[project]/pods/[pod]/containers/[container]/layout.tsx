import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { ClusterError } from '@/app/_components/ClusterError'
import { fromCluster } from '@/app/_components/from-cluster'
import { pageProject } from '@/lib/auth/page'
import { isContainerName, isObjectName } from '@/lib/names'
import { requireContainer } from '@/lib/pods/get'
import { ContainerHeader } from './ContainerHeader'
import { ContainerTabs } from './ContainerTabs'

interface Props {
  readonly params: Promise<{ project: string; pod: string; container: string }>
  readonly children: ReactNode
}

/** What stands around the pages of one container. */
export default async function ContainerLayout({ params, children }: Props) {
  const { project: slug, pod, container } = await params
  const scope = await pageProject(slug, 'pod:view')
  if (!isObjectName(pod) || !isContainerName(container)) notFound()
  const reading = await fromCluster(() => requireContainer(scope, pod, container))
  if ('code' in reading) return <ClusterError code={reading.code} />
  return (
    <>
      <ContainerHeader name={container} />
      <ContainerTabs name={container} />
      {children}
    </>
  )
}
