'use client'

import { Radio, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { namesText } from '@/app/_components/foresight/names-text'
import { useWaitText } from '@/app/_components/foresight/use-facts'
import type { DeletionForesight } from '@/lib/statefulsets/replicas/foresight'
import { type DeletionMode, deletionModes } from '@/lib/statefulsets/schema'

interface Props {
  readonly foresight: DeletionForesight
  readonly mode: DeletionMode
  readonly onMode: (mode: DeletionMode) => void
}

/** How the pods end: each way in words. A set without pods just goes. */
export function DeletionModeField({ foresight, mode, onMode }: Props) {
  const t = useTranslations('deletion')
  const words = useTranslations('foresight')
  const waitText = useWaitText()
  const { pods, wait, isOrdered } = foresight
  if (pods.length === 0) return <Text size="sm">{t('noPods')}</Text>
  const names = pods.map(({ podName }) => podName)
  return (
    <Stack gap={6}>
      <Radio.Group
        label={t('pods', { count: pods.length, names: namesText(names) })}
        value={mode}
        onChange={(value) => {
          const meant = deletionModes.find((one) => one === value)
          if (meant !== undefined) onMode(meant)
        }}
      >
        <Stack gap={8} mt={8}>
          {deletionModes.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`mode_${one}`)}
              description={t(`mode_${one}_text`, { isOrdered: isOrdered ? 'yes' : 'no' })}
            />
          ))}
        </Stack>
      </Radio.Group>
      {mode === 'ordered' && wait !== null && (
        <Text size="sm" c="var(--state-held)" data-fact="wait">
          {words(`wait_${wait.kind}`, {
            ...{ pod: wait.podName, reason: waitText(wait), other: wait.other ?? '' },
            ...{ held: namesText(wait.held), count: wait.held.length },
          })}
        </Text>
      )}
    </Stack>
  )
}
