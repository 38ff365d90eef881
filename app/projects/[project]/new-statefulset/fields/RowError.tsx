'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { fieldErrorText } from '@/app/_components/field-error-text'
import { useDraft } from '../draft-context'
import { fieldOf, nameOf } from '../field-at'

interface Props {
  readonly at: readonly (string | number)[]
  readonly rowKey: string
  readonly isTwice: boolean
}

/** What is wrong with one row: of a map, or of a list whose items are a line. */
export function RowError({ at, rowKey, isTwice }: Props) {
  const t = useTranslations()
  const name = nameOf(at)
  const complaint = useDraft(({ complaints, parts }) =>
    complaints.find((one) => fieldOf(one, parts) === name),
  )
  const text =
    rowKey === ''
      ? t('create.rowUnfinished')
      : isTwice
        ? t('create.rowTwice')
        : complaint === undefined
          ? null
          : fieldErrorText(t, complaint)
  if (text === null) return null
  return (
    <Text size="xs" c="var(--mantine-color-error)" mt={2}>
      {text}
    </Text>
  )
}
