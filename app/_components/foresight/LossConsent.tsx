'use client'

import { Alert, Checkbox, Stack, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import { bytesText } from '../bytes-text'
import type { LostClaim } from './use-consent'

interface Props {
  readonly claims: readonly LostClaim[]
  /** Whether this person may delete claims. */
  readonly isAllowed: boolean
  readonly isAccepted: boolean
  readonly onAccept: (isAccepted: boolean) => void
}

/** The claims that go with their pods, each by name and size, and that this is wanted. */
export function LossConsent({ claims, isAllowed, isAccepted, onAccept }: Props) {
  const t = useTranslations('foresight')
  const format = useFormatter()
  const bytes = claims.reduce((sum, claim) => sum + claim.bytes, 0)
  return (
    <Alert color="red" title={t('lossTitle', { count: claims.length, size: bytesText(bytes, format) })}>
      <Stack gap="xs">
        <Text size="sm">{t('lossText')}</Text>
        <Stack component="ul" gap={2} m={0} p={0} mah={200} style={{ listStyle: 'none', overflowY: 'auto' }}>
          {claims.map(({ uid, name, bytes: size, project }) => (
            <Text component="li" size="sm" key={uid} data-lost={name} style={{ overflowWrap: 'anywhere' }}>
              {[project, name, bytesText(size, format)].filter(Boolean).join(' · ')}
            </Text>
          ))}
        </Stack>
        {isAllowed ? (
          <Checkbox
            label={t('lossAccept', { count: claims.length })}
            checked={isAccepted}
            onChange={(event) => onAccept(event.currentTarget.checked)}
          />
        ) : (
          <Text size="sm" fw={550} data-lost-owner>
            {t('lossOwner')}
          </Text>
        )}
      </Stack>
    </Alert>
  )
}
