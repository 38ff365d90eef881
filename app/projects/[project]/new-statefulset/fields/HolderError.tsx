'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { fieldErrorText } from '@/app/_components/field-error-text'
import { useDraft } from '../draft-context'
import { type At, fieldOf, nameOf } from '../field-at'

/** What is wrong with something that holds fields and is none itself: a list, an item, a volume of some kind. */
export function HolderError({ at }: { at: readonly At[] }) {
  const t = useTranslations()
  const names = at.map(nameOf)
  const complaint = useDraft(({ complaints, parts }) =>
    complaints.find((one) => names.includes(fieldOf(one, parts) ?? '')),
  )
  if (complaint === undefined) return null
  return (
    <Text size="xs" c="var(--mantine-color-error)" role="alert">
      {fieldErrorText(t, complaint)}
    </Text>
  )
}
