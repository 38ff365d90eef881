'use client'

import { Group, NumberInput, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'

export interface CanaryTyped {
  readonly maxUnavailable: string
  readonly step: number
  readonly soakSeconds: number
}

interface Props {
  readonly isStepped: boolean
  readonly from: number
  readonly stops: readonly number[]
  readonly typed: CanaryTyped
  readonly onType: (typed: CanaryTyped) => void
  readonly fieldText: (path: string) => string | undefined
}

/** How many pods may be away at once, or how the steps go. */
export function CanaryFields({ isStepped, from, stops, typed, onType, fieldText }: Props) {
  const t = useTranslations('canary')
  if (!isStepped)
    return (
      <TextInput
        label={t('maxUnavailable')}
        description={t('maxUnavailableHelp')}
        value={typed.maxUnavailable}
        onChange={(event) => onType({ ...typed, maxUnavailable: event.currentTarget.value })}
        error={fieldText('maxUnavailable')}
        styles={{ wrapper: { maxWidth: 160 } }}
      />
    )
  return (
    <>
      <Group gap="sm" align="flex-start">
        <NumberInput
          label={t('step')}
          value={typed.step}
          onChange={(value) => onType({ ...typed, step: Number(value) })}
          min={1}
          allowDecimal={false}
          error={fieldText('step')}
          w={140}
        />
        <NumberInput
          label={t('soak')}
          value={typed.soakSeconds}
          onChange={(value) => onType({ ...typed, soakSeconds: Number(value) })}
          min={0}
          max={86_400}
          allowDecimal={false}
          error={fieldText('soakSeconds')}
          w={160}
        />
      </Group>
      <Text size="sm">
        {stops.length === 0
          ? t('noStops')
          : t('stops', { stops: [from, ...stops].join(' → '), seconds: typed.soakSeconds })}
      </Text>
    </>
  )
}

/** '' is the cluster's own default. */
export function toMaxUnavailable(text: string): number | string | null {
  const trimmed = text.trim()
  if (trimmed === '') return null
  return /^\d+$/.test(trimmed) ? Number(trimmed) : trimmed
}
