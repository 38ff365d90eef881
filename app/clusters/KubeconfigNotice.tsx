import { Alert } from '@mantine/core'
import { getTranslations } from 'next-intl/server'
import { RefreshEvery } from '@/app/_components/RefreshEvery'
import type { ClusterProblem } from '@/lib/clusters/list'

/** Why no cluster is known; the page looks again by itself. */
export async function KubeconfigNotice({ problem }: { problem: ClusterProblem }) {
  const t = await getTranslations('cluster')
  return (
    <Alert color="red" title={t(problem.kind)} mb="md" maw={820}>
      {problem.kind === 'none' ? t('noneText') : t('unreadableText', { path: problem.path })}
      <RefreshEvery seconds={5} />
    </Alert>
  )
}
