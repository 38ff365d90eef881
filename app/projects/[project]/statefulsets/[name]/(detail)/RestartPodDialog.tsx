'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionDialog } from '@/app/_components/ActionDialog'
import { useAction } from '@/app/_components/use-action'
import { restartPod } from '@/app/projects/[project]/pods/actions'
import type { OrdinalRow } from '@/lib/statefulsets/detail/detail'
import { PodWatch } from './PodWatch'
import { useSet } from './set-context'

/** What ends, what it keeps and what it comes back on; then until it is back. */
export function RestartPodDialog({ row, onClose }: { row: OrdinalRow; onClose: () => void }) {
  const t = useTranslations('podActions')
  const { slug, set } = useSet()
  const [isAsked, setAsked] = useState(false)
  const { run, isPending, failure } = useAction(restartPod)
  const { podName, ordinal, uid, claims, isUpdated } = row
  const isFormer = !set.isOnDelete && ordinal - set.start < set.partition
  const becomesNew = isUpdated === false && !isFormer
  const losesNew = isUpdated === true && isFormer && set.currentRevision !== set.updateRevision
  const waits = set.ordinals.find((one) => one.isWanted && one.ordinal !== ordinal && one.state !== 'ready')
  const confirm = async () => {
    if ((await run(slug, { pod: podName, uid: uid ?? '' })) !== null) setAsked(true)
  }
  return (
    <ActionDialog
      title={t('restartTitle', { pod: podName })}
      submit={t('restartSubmit', { pod: podName })}
      isPending={isPending}
      isAsked={isAsked}
      failure={failure}
      onSubmit={() => void confirm()}
      onClose={onClose}
    >
      {isAsked && <PodWatch ordinal={ordinal} formerUid={uid ?? ''} />}
      {!isAsked && (
        <>
          <Text size="sm">{t('restartText', { claims: claims.join(', '), hasClaims: claims.length })}</Text>
          {becomesNew && <Text size="sm">{t('becomesNew')}</Text>}
          {losesNew && <Text size="sm">{t('losesNew')}</Text>}
          {set.isOrdered && waits !== undefined && waits.ordinal < ordinal && (
            <Text size="sm" c="var(--state-held)">
              {t('waitsFor', { pod: waits.podName })}
            </Text>
          )}
        </>
      )}
    </ActionDialog>
  )
}
