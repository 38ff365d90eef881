'use client'

import { Button, Group, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { roleCan } from '@/lib/auth/permissions'
import type { SetRow } from '@/lib/statefulsets/list/row'
import { isOffered, type Operation, operations, permissionOf } from './operations'
import classes from './SetList.module.css'

interface Props {
  readonly sets: readonly SetRow[]
  readonly roles: Readonly<Record<string, string>>
  readonly onOperation: (operation: Operation, sets: readonly SetRow[]) => void
  readonly onClear: () => void
}

/** What can be done with the chosen sets; each button says with how many of them. */
export function BatchBar({ sets, roles, onOperation, onClear }: Props) {
  const t = useTranslations('operations')
  const meant = (operation: Operation) =>
    sets.filter(
      (set) => roleCan(roles[set.project] ?? '', permissionOf[operation]) && isOffered(operation, set),
    )
  return (
    <section className={classes.batch} aria-label={t('batch')}>
      <Text size="sm" fw={550}>
        {t('chosen', { count: sets.length })}
      </Text>
      <Group gap="xs">
        {operations.map((operation) => {
          const those = meant(operation)
          if (those.length === 0) return null
          return (
            <Button
              key={operation}
              size="compact-sm"
              variant="default"
              onClick={() => onOperation(operation, those)}
            >
              {t('batchButton', {
                operation: t(operation),
                count: those.length,
                isAll: those.length === sets.length ? 'yes' : 'no',
              })}
            </Button>
          )
        })}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
          {t('clear')}
        </Button>
      </Group>
    </section>
  )
}
