import { getTranslations } from 'next-intl/server'
import type { ErrorCode } from '@/lib/errors'
import { Notice } from './Notice'
import { RefreshEvery } from './RefreshEvery'

/** The cluster did not give what the page shows; the page asks again by itself. */
export async function ClusterError({ code }: { code: ErrorCode }) {
  const t = await getTranslations()
  return (
    <>
      <Notice title={t(`errors.${code}`)} text={t('cluster.retrying')} />
      <RefreshEvery seconds={3} />
    </>
  )
}
