'use client'

import { Alert } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { Connection } from '@/app/_components/Connection'
import { LiveAge } from '@/app/_components/LiveAge'
import { usePod } from './pod-context'

/** That the data is old, that the pod is gone, or that it is another one than before. */
export function PodNotice() {
  const t = useTranslations('pod')
  const { view, isGone, isAnother, unheard, connection, lostAt } = usePod()
  return (
    <>
      <Connection connection={connection} lostAt={lostAt} unheard={unheard ? [unheard] : []} />
      {isGone && (
        <Alert title={t('goneTitle', { name: view.pod.name })}>
          {t(view.state === null ? 'goneText' : 'goneOfSet')}
        </Alert>
      )}
      {!isGone && isAnother && (
        <Alert data-another>
          {t('another', { name: view.pod.name })} <LiveAge since={view.pod.createdAt} />
        </Alert>
      )}
    </>
  )
}
