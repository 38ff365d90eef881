'use client'

import { Alert, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionDialog } from '@/app/_components/ActionDialog'
import { newRequestId } from '@/app/_components/request-id'
import { useAction } from '@/app/_components/use-action'
import { useToast } from '@/app/_components/use-toast'
import { foreseeRestart } from '@/lib/statefulsets/rollout/restart-foresight'
import type { RolloutTarget } from '@/lib/statefulsets/rollout/rollout-progress'
import { restartStatefulSet } from '../../actions'
import { beginRestart } from '../../rollout-actions'
import { RolloutWatch } from './RolloutWatch'
import { useSet } from './set-context'

/** In which order the pods are replaced and how long that took so far; then until each is back. */
export function RestartDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('restart')
  const { slug, set } = useSet()
  const toast = useToast()
  // What the person saw when the dialog opened; and however often it is asked from here, it is one restart.
  const [seen] = useState({
    ...{ name: set.name, uid: set.uid, revision: set.updateRevision, requestId: newRequestId() },
    pods: set.ordinals.flatMap(({ uid }) => uid ?? []),
  })
  const [target, setTarget] = useState<RolloutTarget | null>(null)
  const { run, isPending, failure } = useAction(restartStatefulSet)
  const begin = useAction(beginRestart)
  const foreseen = foreseeRestart(set, set.ordinals)
  const confirm = async () => {
    const { pods, ...asked } = seen
    // The page shows how far it is, also to others.
    if (set.isOnDelete) return (await begin.run(slug, { ...asked, pods })) === null ? undefined : onClose()
    const done = await run(slug, asked)
    if (done === null) return
    for (const warning of done.warnings) toast.warn(warning)
    setTarget({ generation: done.generation, revision: null })
  }
  return (
    <ActionDialog
      title={t('title', { name: set.name })}
      submit={t('submit', { name: set.name })}
      isPending={isPending || begin.isPending}
      isDisabled={foreseen.order.length === 0}
      isAsked={target !== null}
      failure={failure ?? begin.failure}
      onSubmit={() => void confirm()}
      onClose={onClose}
    >
      {target === null ? <Foreseen {...foreseen} /> : <RolloutWatch target={target} />}
    </ActionDialog>
  )
}

function Foreseen({ order, atOnce, held, waitsFor, seconds }: ReturnType<typeof foreseeRestart>) {
  const t = useTranslations('restart')
  const { set } = useSet()
  const names = (ordinals: readonly number[]) => ordinals.map((one) => `${set.name}-${one}`)
  const isMixed = set.currentRevision !== set.updateRevision && !set.isOnDelete
  return (
    <>
      {order.length === 0 && <Text size="sm">{t('none')}</Text>}
      {order.length > 0 && (
        <Text size="sm" data-foreseen={order.join(' ')}>
          {t('order', { count: order.length, pods: shorten(names(order)), atOnce: atOnce ?? 'one' })}
        </Text>
      )}
      {seconds !== null && (
        <Text size="sm">
          {seconds < 90
            ? t('seconds', { count: seconds })
            : t('minutes', { count: Math.round(seconds / 60) })}
        </Text>
      )}
      {held.length > 0 && (
        <Text size="sm">{t('held', { count: held.length, pods: shorten(names(held)) })}</Text>
      )}
      {set.isOnDelete && <Text size="sm">{t('oneByOne')}</Text>}
      {isMixed && <Text size="sm">{t('mixed')}</Text>}
      {waitsFor !== null && order.length > 0 && (
        <Alert color="yellow">{t('waits', { pod: `${set.name}-${waitsFor}` })}</Alert>
      )}
      <Text size="sm" c="dimmed">
        {t('claims')}
      </Text>
    </>
  )
}

/** Pods that are named one by one. */
const named = 10

function shorten(pods: readonly string[]): string {
  if (pods.length <= named) return pods.join(' → ')
  return `${pods.slice(0, named - 1).join(' → ')} … ${pods.at(-1)}`
}
