'use client'

import { Group, Text } from '@mantine/core'
import { IconAlertTriangleFilled, IconCheck, IconDots } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Answer } from '@/app/_components/foresight/use-foresight'
import { StateBadge } from '@/app/_components/StateBadge'
import { routes } from '@/lib/routes'
import type { RowOperation } from '@/lib/statefulsets/list/list'
import type { SetRow } from '@/lib/statefulsets/list/row'
import { ItemForesight } from './ItemForesight'
import { endingPods, isReached, type Operation } from './operations'
import type { ItemResult } from './use-operation'

interface Props {
  readonly operation: Operation
  readonly set: SetRow
  readonly replicas: number
  /** The set as it is now; undefined when the list does not have it any more. */
  readonly now: SetRow | undefined
  readonly begun: readonly RowOperation[]
  readonly isFiltered: boolean
  readonly result: ItemResult | undefined
  /** What it would do; null where that is not asked. */
  readonly foresight: Answer | null
}

/** One set of an operation: before, what will happen to it; then how far it is in the cluster. */
export function OperationItem(props: Props) {
  const { operation, set, replicas, now, begun, isFiltered, result, foresight } = props
  const t = useTranslations('operations')
  const consequence = useConsequence(operation, set, now ?? set, replicas)
  const isAsked = result?.kind === 'asked'
  const steps = useSteps(begun, isAsked ? result.id : null)
  const isStepped = isAsked && result.id !== null
  const isLeft = !isStepped && now === undefined && isFiltered
  const isDone =
    isAsked && !isLeft && (isStepped ? steps?.state === 'done' : isReached(operation, now, result.replicas))
  const hasStopped = steps?.state === 'failed' || steps?.state === 'abandoned'
  return (
    <li data-result={isDone ? 'done' : (result?.kind ?? 'planned')}>
      <Group gap="xs" wrap="nowrap" align="baseline" justify="space-between">
        <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
          {set.name}
        </Text>
        {isAsked && !isDone && now !== undefined && <StateBadge state={now.state} />}
        {isDone && (
          <Text size="sm" c="var(--state-running)" style={{ whiteSpace: 'nowrap' }}>
            <IconCheck size={14} aria-hidden /> {t('done')}
          </Text>
        )}
        {(result?.kind === 'running' || result?.kind === 'waiting') && (
          <IconDots size={16} aria-label={t('running')} />
        )}
      </Group>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {result === undefined && consequence}
        {isAsked && isLeft && t('left')}
        {isAsked &&
          !isDone &&
          !hasStopped &&
          (steps !== null
            ? t(operation === 'delete' ? 'deleteSteps' : 'steps', { done: steps.done, total: steps.total })
            : now !== undefined && t('asked', { ready: now.ready, desired: now.desired }))}
      </Text>
      {hasStopped && (
        <Text size="xs" c="var(--state-stuck)" role="alert">
          <IconAlertTriangleFilled size={13} aria-hidden />{' '}
          {t.rich(steps.state === 'failed' ? 'stepsFailed' : 'stepsAbandoned', {
            name: set.name,
            page: (text) => <Link href={routes.statefulSet(set.project, set.name)}>{text}</Link>,
          })}
        </Text>
      )}
      {result === undefined && <ItemForesight answer={foresight} />}
      {result?.kind === 'failed' && (
        <Text size="xs" c="var(--state-stuck)" role="alert">
          <IconAlertTriangleFilled size={13} aria-hidden /> {result.text}
        </Text>
      )}
    </li>
  )
}

/** How far a begun operation is; its end is remembered, since a list forgets it after a while. */
function useSteps(begun: readonly RowOperation[], id: string | null): RowOperation | null {
  const [last, setLast] = useState<RowOperation | null>(null)
  const now = begun.find((one) => one.id === id)
  if (now !== undefined && now !== last) setLast(now)
  return id === null || last?.id !== id ? null : last
}

function useConsequence(operation: Operation, set: SetRow, { whenScaled }: SetRow, replicas: number): string {
  const t = useTranslations('operations')
  const to = operation === 'scale' ? replicas : 0
  const claims = set.claims.count === 0 ? 'none' : whenScaled
  const ending = { ...endingPods(set, to), claims }
  if (operation === 'restart') {
    if (set.isOnDelete) return t('restartOnDelete', { ...ending, count: set.desired })
    return t('restartItem', { ...ending, count: set.desired })
  }
  if (operation === 'start')
    return t('startItem', {
      replicas: set.stoppedReplicas ?? 1,
      isNoted: set.stoppedReplicas === null ? 'no' : 'yes',
    })
  if (operation === 'delete') return ''
  if (operation === 'scale' && replicas === set.desired) return t('scaleSame', { replicas })
  if (operation === 'scale' && replicas > set.desired)
    return t('scaleUp', {
      from: set.desired,
      to: replicas,
      first: `${set.name}-${set.start + set.desired}`,
      last: `${set.name}-${set.start + replicas - 1}`,
      count: replicas - set.desired,
    })
  return t('scaleDown', { ...ending, from: set.desired, to })
}
