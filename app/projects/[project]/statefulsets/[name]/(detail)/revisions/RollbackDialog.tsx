'use client'

import { Alert, Skeleton, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { ActionDialog } from '@/app/_components/ActionDialog'
import { tellTour } from '@/app/_components/tour/tell-tour'
import { useAction } from '@/app/_components/use-action'
import { useToast } from '@/app/_components/use-toast'
import type { RevisionRow } from '@/lib/statefulsets/revisions/revision-row'
import { foreseePartition } from '@/lib/statefulsets/rollout/rollout-foresight'
import type { RolloutTarget } from '@/lib/statefulsets/rollout/rollout-progress'
import { previewRollback, rollBack } from '../../../rollout-actions'
import { RolloutWatch } from '../RolloutWatch'
import { useSet } from '../set-context'
import { ChangeWords } from './ChangeWords'
import { DiffView } from './DiffView'

type Preview = Extract<Awaited<ReturnType<typeof previewRollback>>, { ok: true }>['value']

/** What comes back with a former template and which pods are replaced for it; then until each of them is there. */
export function RollbackDialog({ row, onClose }: { row: RevisionRow; onClose: () => void }) {
  const t = useTranslations('rollback')
  const { slug, set } = useSet()
  const toast = useToast()
  const [preview, setPreview] = useState<Preview | null>(null)
  const [target, setTarget] = useState<RolloutTarget | null>(null)
  const look = useAction(previewRollback)
  const { run, isPending, failure } = useAction(rollBack)
  const asked = { name: set.name, uid: set.uid, revision: row.name }
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked at once, when the dialog opens
  useEffect(() => {
    void look.run(slug, asked).then(setPreview)
  }, [])
  const confirm = async () => {
    const done = await run(slug, { ...asked, seen: preview?.seen ?? '' })
    if (done === null) return
    tellTour('rollback')
    for (const warning of done.warnings) toast.warn(warning)
    setTarget({ generation: done.generation, revision: done.isSame ? null : row.name })
  }
  return (
    <ActionDialog
      title={t('title', { name: set.name, number: row.number })}
      submit={t('submit', { number: row.number })}
      size="xl"
      isPending={isPending}
      isDisabled={preview === null || preview.isSame}
      isAsked={target !== null}
      failure={failure ?? look.failure}
      onSubmit={() => void confirm()}
      onClose={onClose}
    >
      {target !== null && <RolloutWatch target={target} />}
      {target === null && preview === null && look.failure === null && <Skeleton height={120} />}
      {target === null && preview?.isSame && <Text size="sm">{t('same')}</Text>}
      {target === null && preview !== null && !preview.isSame && (
        <>
          <Text size="sm">{t('text')}</Text>
          <ChangeWords changes={preview.changes} />
          <Pods row={row} />
          {preview.warnings.map((warning) => (
            <Alert key={warning} color="yellow">
              {warning}
            </Alert>
          ))}
          <DiffView lines={preview.lines} />
        </>
      )}
    </ActionDialog>
  )
}

function Pods({ row }: { row: RevisionRow }) {
  const t = useTranslations('rollback')
  const { set } = useSet()
  const cells = set.ordinals.map((cell) => ({
    ...cell,
    isUpdated: cell.isUpdated === null ? null : row.ordinals.includes(cell.ordinal),
  }))
  const { replaced, left, waitsFor } = foreseePartition(set, cells, set.partition)
  const names = (ordinals: readonly number[]) => ordinals.map((one) => `${set.name}-${one}`).join(', ')
  return (
    <>
      {set.isOnDelete && <Text size="sm">{t('onDelete')}</Text>}
      {!set.isOnDelete && (
        <Text size="sm" data-foreseen={replaced.join(' ')}>
          {t('replaced', { count: replaced.length, pods: names(replaced) })}
        </Text>
      )}
      {!set.isOnDelete && left.length > 0 && (
        <Text size="sm">{t('left', { count: left.length, pods: names(left) })}</Text>
      )}
      {waitsFor !== null && (
        <Alert color="yellow" title={t('waitsTitle', { pod: `${set.name}-${waitsFor}` })}>
          {t('waitsText')}
        </Alert>
      )}
    </>
  )
}
