'use client'

import { Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useSet } from './set-context'

/** Until another pod stands in the place of the former one, and is ready. */
export function PodWatch({ ordinal, formerUid }: { ordinal: number; formerUid: string }) {
  const t = useTranslations('podActions')
  const { set } = useSet()
  const row = set.ordinals.find((one) => one.ordinal === ordinal)
  const isNew = row !== undefined && row.uid !== null && row.uid !== formerUid
  const is = !isNew ? 'ending' : row.state === 'ready' ? 'back' : 'coming'
  return (
    <Text size="sm" role="status" data-pod-progress={is}>
      {is === 'back' && <IconCheck size={14} aria-hidden />}{' '}
      {t(is, { pod: row?.podName ?? `${set.name}-${ordinal}` })}
    </Text>
  )
}
