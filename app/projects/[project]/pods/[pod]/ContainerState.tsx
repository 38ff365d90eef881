'use client'

import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleX,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { LiveAge } from '@/app/_components/LiveAge'
import type { ContainerView } from '@/lib/pods/container-view'

/** How a container is, as icon, word and colour; the kubelet's own word where it waits or ended. */
export function ContainerState({ container }: { container: ContainerView }) {
  const t = useTranslations('pod.states')
  const { icon: Icon, color, word } = lookOf(container)
  const { state, reason, ending, startedAt } = container
  const said = state === 'waiting' ? reason : state === 'ended' ? (ending?.reason ?? '') : ''
  return (
    <span style={{ color, display: 'inline-flex', alignItems: 'center', gap: 6 }} data-word={word}>
      <Icon size={15} aria-hidden />
      <span>
        {t(word)}
        {said !== '' && ` · ${said}`}
        {startedAt !== '' && ' · '}
        <LiveAge since={startedAt} />
      </span>
    </span>
  )
}

const isUsual = (reason: string) =>
  reason === '' || reason === 'ContainerCreating' || reason === 'PodInitializing'

function lookOf({ state, kind, isReady, reason, ending }: ContainerView) {
  if (state === 'running' && (isReady || kind === 'init' || kind === 'debug'))
    return { icon: IconCircleCheckFilled, color: 'var(--state-running)', word: 'running' } as const
  if (state === 'running')
    return { icon: IconCircleDashed, color: 'var(--state-changing)', word: 'unready' } as const
  if (state === 'waiting' && isUsual(reason))
    return { icon: IconCircleDashed, color: 'var(--state-changing)', word: 'waiting' } as const
  if (state === 'waiting')
    return { icon: IconAlertTriangleFilled, color: 'var(--state-stuck)', word: 'waiting' } as const
  const isFine = ending?.exitCode === 0
  if (isFine) return { icon: IconCircleCheckFilled, color: 'var(--state-stopped)', word: 'done' } as const
  return { icon: IconCircleX, color: 'var(--state-stuck)', word: 'ended' } as const
}
