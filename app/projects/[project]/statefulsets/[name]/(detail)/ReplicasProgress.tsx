'use client'

import { Button, Group, Stack, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { OrdinalStrip } from '@/app/_components/OrdinalStrip'
import { isReached } from '@/app/statefulsets/operations'
import type { Asked, ReplicasOperation } from './asked'
import { StateSentence } from './StateSentence'
import { useSet } from './set-context'

interface Props {
  readonly asked: Asked
  readonly onBack: (question: { operation: ReplicasOperation; to?: number }) => void
  readonly onClose: () => void
}

/** How far the cluster is, until it has done what was asked; and the way back to the former number. */
export function ReplicasProgress({ asked: { operation, from, to }, onBack, onClose }: Props) {
  const t = useTranslations('replicas')
  const common = useTranslations('common')
  const { set, isGone } = useSet()
  const isDone = !isGone && isReached(operation, set, to)
  const [hasArrived, setArrived] = useState(false)
  if (!hasArrived && set.desired === to) setArrived(true)
  /** Somebody else wants another number by now; at first the news of one's own may still be on its way. */
  const isOther = set.desired !== to && (hasArrived || set.desired !== from)
  const isAlready = from === to
  const back = operation === 'scale' ? { operation, to: from } : ({ operation: opposite[operation] } as const)
  return (
    <Stack gap="md">
      <Text size="sm" role="status" data-progress={isDone ? 'done' : isOther ? 'other' : 'running'}>
        {isDone && <IconCheck size={15} color="var(--state-running)" aria-hidden />}{' '}
        {isAlready && t(`${operation}Already`, { to })}
        {!isAlready && isDone && t(`${operation}Done`, { name: set.name, from, to })}
        {!isAlready && !isDone && isOther && t('other', { to, now: set.desired })}
        {!isAlready && !isDone && !isOther && t('running', { to, existing: set.existing, ready: set.ready })}
      </Text>
      {set.ordinals.length > 0 && <OrdinalStrip ordinals={set.ordinals} desired={set.desired} />}
      {!isDone && <StateSentence />}
      <Group justify="flex-end">
        {!isOther && !isAlready && (
          <Button variant="default" onClick={() => onBack(back)}>
            {t(operation === 'scale' ? 'back' : `${opposite[operation]}Back`, { to: from })}
          </Button>
        )}
        <Button onClick={onClose} data-autofocus>
          {common('close')}
        </Button>
      </Group>
    </Stack>
  )
}

const opposite = { stop: 'start', start: 'stop' } as const
