'use client'

import { Alert, Checkbox, Stack, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import type { ClaimFate } from '@/lib/statefulsets/replicas/foresight'
import { bytesText } from '../bytes-text'

interface Props {
  readonly claims: readonly ClaimFate[]
  readonly isAccepted: boolean
  readonly onAccept: (isAccepted: boolean) => void
}

const most = 12

/** The claims that go with their pods, by name and size, and that this is wanted. */
export function LossConsent({ claims, isAccepted, onAccept }: Props) {
  const t = useTranslations('foresight')
  const format = useFormatter()
  const bytes = claims.reduce((sum, claim) => sum + claim.bytes, 0)
  return (
    <Alert color="red" title={t('lossTitle', { count: claims.length, size: bytesText(bytes, format) })}>
      <Stack gap="xs">
        <Text size="sm">{t('lossText')}</Text>
        <Stack component="ul" gap={2} m={0} p={0} style={{ listStyle: 'none' }}>
          {claims.slice(0, most).map((claim) => (
            <Text component="li" size="sm" key={claim.name} data-lost={claim.name}>
              {claim.name} · {bytesText(claim.bytes, format)}
            </Text>
          ))}
          {claims.length > most && <li>{t('more', { count: claims.length - most })}</li>}
        </Stack>
        <Checkbox
          label={t('lossAccept', { count: claims.length })}
          checked={isAccepted}
          onChange={(event) => onAccept(event.currentTarget.checked)}
        />
      </Stack>
    </Alert>
  )
}
