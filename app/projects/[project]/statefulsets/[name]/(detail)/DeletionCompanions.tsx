'use client'

import { Checkbox, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { namesText } from '@/app/_components/foresight/names-text'
import type { Companion } from '@/lib/statefulsets/replicas/foresight'

interface Props {
  readonly companions: readonly Companion[]
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (uids: readonly string[], isOn: boolean) => void
}

/** What belongs to the set and stays unless it is chosen: each with why it is listed, and who else it is for. */
export function DeletionCompanions({ companions, chosen, onChoose }: Props) {
  const t = useTranslations('deletion')
  const words = useTranslations('foresight')
  if (companions.length === 0) return null
  return (
    <Stack gap={6} role="group" aria-label={t('companionsLabel')}>
      <Text size="sm" fw={550}>
        {t('companions')}
      </Text>
      {companions.map(({ resource, name, uid, why, others }) => (
        <Checkbox
          key={uid}
          label={words(`${resource}_name`, { name })}
          description={[
            t(`why_${why}`),
            others.length > 0 ? t('others', { names: namesText(others) }) : '',
          ].join(' ')}
          checked={chosen.has(uid)}
          onChange={(event) => onChoose([uid], event.currentTarget.checked)}
        />
      ))}
    </Stack>
  )
}
