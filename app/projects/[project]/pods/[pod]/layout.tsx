import { Stack } from '@mantine/core'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { ClusterError } from '@/app/_components/ClusterError'
import { fromCluster } from '@/app/_components/from-cluster'
import { Words } from '@/app/_components/Words'
import { wordsOf } from '@/app/words'
import { pageProject } from '@/lib/auth/page'
import { isObjectName } from '@/lib/names'
import { getPodView } from '@/lib/pods/live-pod'
import { readPodState } from '@/lib/statefulsets/detail/pod-state'
import { PodNotice } from './PodNotice'
import { PodProvider } from './pod-context'

interface Props {
  readonly params: Promise<{ project: string; pod: string }>
  readonly children: ReactNode
}

/** What stands around all pages of a pod and of its containers. Each page below proves its own permission again. */
export default async function PodLayout({ params, children }: Props) {
  const { project: slug, pod: name } = await params
  const scope = await pageProject(slug, 'pod:view')
  if (!isObjectName(name)) notFound()
  const reading = await fromCluster(() => getPodView(scope, name, (pod) => readPodState(scope, pod)))
  if ('code' in reading) return <ClusterError code={reading.code} />
  return (
    <Words text={await wordsOf('sets')}>
      <PodProvider key={name} slug={slug} role={scope.role} first={reading.value}>
        <Stack gap="sm">
          <PodNotice />
          {children}
        </Stack>
      </PodProvider>
    </Words>
  )
}
