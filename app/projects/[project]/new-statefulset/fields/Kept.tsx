'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { fieldsOf, isLeftOut } from '@/lib/manifests/read'
import { useManifestValue } from '../draft-context'
import type { At } from '../field-at'

interface Props {
  readonly at: At
  /** Its fields that the form shows, here or at another step. */
  readonly shown: readonly string[]
}

/** Names the fields of something that the form has no control for: they stay, and are changed in the code. */
export function Kept({ at, shown }: Props) {
  const t = useTranslations('create')
  const names = useManifestValue(at, (value) =>
    Object.entries(fieldsOf(value)).flatMap(([key, one]) =>
      shown.includes(key) || isLeftOut(one) ? [] : [key],
    ),
  ) as readonly string[]
  if (names.length === 0) return null
  return (
    <Text size="xs" c="dimmed" data-kept>
      {t('kept', { names: names.join(', ') })}
    </Text>
  )
}
