'use client'

import { Alert, Checkbox, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'

interface Props {
  /** A sentence for each set. */
  readonly quorums: readonly string[]
  readonly isAccepted: boolean
  readonly onAccept: (isAccepted: boolean) => void
}

/** That the members that remain cannot agree on anything, and that somebody has thought of it. */
export function QuorumConsent({ quorums, isAccepted, onAccept }: Props) {
  const t = useTranslations('foresight')
  return (
    <Alert color="red" title={t('quorumTitle')} data-quorum>
      <Stack gap="xs">
        {quorums.map((text) => (
          <Text key={text} size="sm" fw={550}>
            {text}
          </Text>
        ))}
        <Text size="sm">{t('quorumText')}</Text>
        <Checkbox
          label={t('quorumAccept', { count: quorums.length })}
          checked={isAccepted}
          onChange={(event) => onAccept(event.currentTarget.checked)}
        />
      </Stack>
    </Alert>
  )
}
