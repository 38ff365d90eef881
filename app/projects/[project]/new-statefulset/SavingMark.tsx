'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { Saving } from './use-autosave'

/** Whether what was typed is kept. */
export function SavingMark({ saving }: { saving: Saving }) {
  const t = useTranslations('create.saving')
  const isBad = saving === 'failed' || saving === 'elsewhere' || saving === 'tooLarge'
  return (
    <Text size="xs" role="status" c={isBad ? 'var(--state-stuck)' : 'dimmed'} data-saving={saving}>
      {t(saving)}
    </Text>
  )
}
