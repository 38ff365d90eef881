'use client'

import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { roleCan } from '@/lib/auth/permissions'
import type { OrdinalRow } from '@/lib/statefulsets/detail/detail'
import { RestartPodDialog } from '../RestartPodDialog'
import { useSet } from '../set-context'
import { isOpen } from '../set-state'

/**
 * Restarts the pod that a claim waits for; nothing where it waits for none, or that is none of the set's, or may not be.
 * While its pod is away a claim waits for none: the dialog stays.
 */
export function RestartUser({ pod }: { pod: string | undefined }) {
  const t = useTranslations('volumes.stages')
  const { role, set, isGone, operation } = useSet()
  /** As it was when its dialog opened: it is another one in the end. */
  const [chosen, setChosen] = useState<OrdinalRow | null>(null)
  const row = set.ordinals.find(({ podName }) => podName === pod)
  const isThere = row !== undefined && row.uid !== null && row.reason !== 'foreign' && !isGone
  const mayRestart =
    isThere && row.state !== 'terminating' && !isOpen(operation) && roleCan(role, 'pod:delete')
  return (
    <>
      {mayRestart && (
        <Button size="compact-xs" variant="default" mt={4} onClick={() => setChosen(row)}>
          {t('restartPod', { pod: row.podName })}
        </Button>
      )}
      {chosen !== null && <RestartPodDialog row={chosen} onClose={() => setChosen(null)} />}
    </>
  )
}
