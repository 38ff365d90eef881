'use client'

import { Alert, Checkbox, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { SetManager } from '@/lib/statefulsets/volumes/volumes'

interface Props {
  readonly managers: readonly SetManager[]
  readonly isAccepted: boolean
  readonly onAccept: (isAccepted: boolean) => void
}

/** Who else acts on the set, and may undo what is done, or interfere with it. */
export function ManagerConsent({ managers, isAccepted, onAccept }: Props) {
  const t = useTranslations('volumes.managers')
  if (managers.length === 0) return null
  return (
    <Alert color="yellow" title={t('title')}>
      <Stack gap="xs">
        {managers.map(({ by, name }) => (
          <Text key={`${by} ${name}`} size="sm">
            {t(by, { name })}
          </Text>
        ))}
        <Checkbox
          label={t('accept')}
          checked={isAccepted}
          onChange={(event) => onAccept(event.currentTarget.checked)}
        />
      </Stack>
    </Alert>
  )
}
