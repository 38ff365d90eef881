'use client'

import { Checkbox, Stack, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import { bytesText } from '@/app/_components/bytes-text'
import type { DeletionForesight, OwnClaim } from '@/lib/statefulsets/replicas/foresight'
import type { DeletionMode } from '@/lib/statefulsets/schema'

interface Props {
  readonly foresight: DeletionForesight
  readonly mode: DeletionMode
  readonly isAllowed: boolean
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (uids: readonly string[], isOn: boolean) => void
}

/** The claims of the set: they stay with their data, but for those that are chosen. */
export function DeletionClaims({ foresight, mode, isAllowed, chosen, onChoose }: Props) {
  const t = useTranslations('deletion')
  const words = useTranslations('foresight')
  const format = useFormatter()
  const { claims, whenDeleted, whenScaled } = foresight
  if (claims.length === 0) return <Text size="sm">{t('noClaims')}</Text>
  const mayChoose = isAllowed && mode !== 'orphan'
  const offered = claims.filter(isOffered)
  const picked = mayChoose ? offered.filter(({ uid }) => chosen.has(uid)) : []
  const bytes = (some: readonly OwnClaim[]) =>
    bytesText(
      some.reduce((sum, one) => sum + one.bytes, 0),
      format,
    )
  const isDeleting = whenDeleted === 'Delete' || whenScaled === 'Delete'
  return (
    <Stack gap={6} role="group" aria-label={t('claimsLabel')}>
      <Text size="sm" fw={550}>
        {t('claims', { count: claims.length, size: bytes(claims) })}
      </Text>
      <Text size="sm">
        {t('claimsText')} {mode === 'orphan' && t('claimsInUse')}
      </Text>
      {isDeleting && (
        <Text size="sm" c="var(--state-held)">
          {words('deletePolicy', { whenDeleted, whenScaled })}
        </Text>
      )}
      {mayChoose && offered.length > 1 && (
        <Checkbox
          label={t('allClaims')}
          checked={picked.length === offered.length}
          indeterminate={picked.length > 0 && picked.length < offered.length}
          onChange={(event) =>
            onChoose(
              offered.map(({ uid }) => uid),
              event.currentTarget.checked,
            )
          }
        />
      )}
      <Stack gap={6} mah={200} style={{ overflowY: 'auto' }}>
        {claims.map((claim) => (
          <Checkbox
            key={claim.uid}
            label={[claim.name, bytesText(claim.bytes, format), claim.className].filter(Boolean).join(' · ')}
            description={reasonOf(claim, t)}
            checked={mayChoose && chosen.has(claim.uid)}
            disabled={!mayChoose || !isOffered(claim)}
            onChange={(event) => onChoose([claim.uid], event.currentTarget.checked)}
          />
        ))}
      </Stack>
      {picked.length > 0 && (
        <Text size="sm" c="var(--state-stuck)" role="status">
          {t('claimsLost', { count: picked.length, size: bytes(picked) })}
        </Text>
      )}
    </Stack>
  )
}

function isOffered({ sharedWith, isEnding }: OwnClaim): boolean {
  return sharedWith.length === 0 && !isEnding
}

function reasonOf(
  { sharedWith, isEnding }: OwnClaim,
  t: ReturnType<typeof useTranslations<'deletion'>>,
): string | undefined {
  if (isEnding) return t('claimEnding')
  return sharedWith.length > 0 ? t('claimShared', { names: sharedWith.join(', ') }) : undefined
}
