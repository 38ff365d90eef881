'use client'

import { IconDots } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LazyMenu } from '@/app/_components/LazyMenu'
import { lazyPart } from '@/app/_components/lazy-part'
import { roleCan } from '@/lib/auth/permissions'
import type { OrdinalRow } from '@/lib/statefulsets/detail/detail'
import { ForceDeleteDialog } from './ForceDeleteDialog'
import classes from './PodActions.module.css'
import type { PodAction } from './pod-action'
import { RestartPodDialog } from './RestartPodDialog'
import { useSet } from './set-context'

const PodItems = lazyPart(
  () => import('./PodItems'),
  (module) => module.PodItems,
)

/** What this person may do with one pod as it is now. */
export function PodActions({ row }: { row: OrdinalRow }) {
  const t = useTranslations('podActions')
  const { role, isGone } = useSet()
  const [chosen, setChosen] = useState<{ action: PodAction; row: OrdinalRow } | null>(null)
  const isThere = row.uid !== null && row.reason !== 'foreign' && !isGone
  const mayRestart = isThere && row.state !== 'terminating' && roleCan(role, 'pod:delete')
  const mayForce = isThere && row.isNodeLost && roleCan(role, 'pod:force-delete')
  const allowed: PodAction[] = [
    ...(mayRestart ? (['restart'] as const) : []),
    ...(mayForce ? (['forceDelete'] as const) : []),
  ]
  const close = () => setChosen(null)
  return (
    <>
      {allowed.length > 0 && (
        <LazyMenu
          className={classes.dots}
          aria-label={t('menu', { pod: row.podName })}
          menu={(shell) => (
            <PodItems shell={shell} allowed={allowed} onChoose={(action) => setChosen({ action, row })} />
          )}
        >
          <IconDots size={16} aria-hidden />
        </LazyMenu>
      )}
      {chosen?.action === 'restart' && <RestartPodDialog row={chosen.row} onClose={close} />}
      {chosen?.action === 'forceDelete' && <ForceDeleteDialog row={chosen.row} onClose={close} />}
    </>
  )
}
