'use client'

import { Alert, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { Manager } from '@/lib/manifests/managed-by'

/** That somebody else keeps the set as it is, before work goes into what will be undone. */
export function ManagerNote({ managers }: { managers: readonly Manager[] }) {
  const t = useTranslations('edit.managers')
  if (managers.length === 0) return null
  return (
    <Alert color="yellow" title={t('title')} data-managers={managers.length}>
      {managers.map(({ by, name }) => (
        <Text key={by} size="sm">
          {t(by, { name: name === '' ? t('unnamed') : name })}
        </Text>
      ))}
    </Alert>
  )
}
