'use client'

import { Stack, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReusedClaim } from '@/lib/statefulsets/replicas/foresight'
import { bytesText } from '../bytes-text'
import { LiveAge } from '../LiveAge'

const most = 12

/** The claims of former pods that new pods get, and where they are not what the template asks for. */
export function ReusedClaims({ claims }: { claims: readonly ReusedClaim[] }) {
  const t = useTranslations('foresight')
  const format = useFormatter()
  const used = claims.filter(({ isEnding }) => !isEnding)
  if (used.length === 0) return null
  return (
    <Stack gap={4}>
      <Text size="sm" fw={550}>
        {t('reused', { count: used.length })}
      </Text>
      <Stack component="ul" gap={2} m={0} p={0} style={{ listStyle: 'none' }}>
        {used.slice(0, most).map(({ name, bytes, className, createdAt, differs }) => (
          <Text component="li" size="sm" key={name} data-reused={name} style={{ overflowWrap: 'anywhere' }}>
            {[name, bytesText(bytes, format), className].filter(Boolean).join(' · ')} ·{' '}
            <LiveAge since={createdAt} />
            {(differs.bytes !== null || differs.className !== null) && (
              <Text span size="sm" c="var(--state-held)">
                {' '}
                {t('reusedDiffers', {
                  what: [
                    differs.bytes === null ? '' : bytesText(differs.bytes, format),
                    differs.className ?? '',
                  ]
                    .filter(Boolean)
                    .join(', '),
                })}
              </Text>
            )}
          </Text>
        ))}
        {used.length > most && <li>{t('more', { count: used.length - most })}</li>}
      </Stack>
    </Stack>
  )
}
