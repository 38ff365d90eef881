import { getTranslations } from 'next-intl/server'
import { Notice } from './Notice'
import { RefreshEvery } from './RefreshEvery'

type Problem = { readonly kind: 'none' } | { readonly kind: 'unreadable'; readonly path: string }

/** There is no cluster to work on: why, and what to do. */
export async function ClusterNotice({ problem }: { problem: Problem }) {
  const t = await getTranslations('cluster')
  const text = problem.kind === 'none' ? t('noneText') : t('unreadableText', { path: problem.path })
  return (
    <>
      <Notice title={t(problem.kind)} text={text} />
      <RefreshEvery seconds={5} />
    </>
  )
}
