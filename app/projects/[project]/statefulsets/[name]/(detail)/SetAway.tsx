'use client'

import { Stack, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { OperationPanel } from '@/app/_components/OperationPanel'
import type { OperationView } from '@/lib/operations/schema'

interface Props {
  readonly slug: string
  readonly role: string
  readonly name: string
  readonly operation: OperationView | null
}

/** The set is not there: an operation is between taking it away and bringing it back, or has deleted it. */
export function SetAway({ slug, role, name, operation }: Props) {
  const t = useTranslations('detail')
  return (
    <Stack gap="md">
      <Title order={1}>{name}</Title>
      <Text>{t('away')}</Text>
      {operation !== null && <OperationPanel slug={slug} role={role} operation={operation} />}
    </Stack>
  )
}
