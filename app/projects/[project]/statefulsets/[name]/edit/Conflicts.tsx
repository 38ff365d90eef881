'use client'

import { Alert, Button, Group, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { placeText } from '@/lib/manifests/changes'
import type { Conflict } from '@/lib/manifests/merge'
import classes from './Edit.module.css'
import { ValueText } from './ValueText'

interface Props {
  readonly conflicts: readonly Conflict[]
  readonly onDecide: (conflict: Conflict, whose: 'mine' | 'theirs') => void
}

/** What two people changed differently, one question after the other. */
export function Conflicts({ conflicts, onDecide }: Props) {
  const t = useTranslations('edit')
  const [conflict] = conflicts
  if (conflict === undefined) return null
  const place = placeText(conflict.place)
  return (
    <Alert
      color="red"
      role="alert"
      title={t('conflict', { count: conflicts.length, place })}
      data-conflicts={conflicts.length}
    >
      <Text size="sm">{t('conflictText')}</Text>
      <div className={classes.sides}>
        <ValueText title={t('before')} value={conflict.base} />
        <ValueText title={t('mine')} value={conflict.mine} />
        <ValueText title={t('theirs')} value={conflict.theirs} />
      </div>
      <Group mt="sm" gap="xs">
        <Button size="xs" variant="default" onClick={() => onDecide(conflict, 'mine')}>
          {t('keepMine')}
        </Button>
        <Button size="xs" variant="default" onClick={() => onDecide(conflict, 'theirs')}>
          {t('takeTheirs')}
        </Button>
      </Group>
    </Alert>
  )
}
