'use client'

import { Button, Group, NativeSelect, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type ListQuery, pageSizes } from '@/lib/statefulsets/list/query'
import { AskLink } from './AskLink'
import type { Around } from './list-state'
import type { Ask } from './use-list-query'

export function Pager({ query, ask, around }: { query: ListQuery; ask: Ask; around: Around }) {
  const t = useTranslations('list')
  const { total, page, pages } = around
  const from = total === 0 ? 0 : (page - 1) * query.size + 1
  return (
    <Group justify="space-between" mt="sm" gap="sm">
      <Text size="sm" c="dimmed" data-total={total}>
        {t('range', { from, to: Math.min(total, page * query.size), total })}
      </Text>
      <Group gap="xs">
        <NativeSelect
          size="xs"
          aria-label={t('pageSize')}
          value={String(query.size)}
          onChange={(event) => ask({ size: Number(event.currentTarget.value) })}
          data={pageSizes.map((size) => ({ value: String(size), label: t('perPage', { size }) }))}
        />
        <Step query={query} ask={ask} page={page - 1} pages={pages} label={t('previous')} />
        <Text size="sm">{t('pageOf', { page, pages })}</Text>
        <Step query={query} ask={ask} page={page + 1} pages={pages} label={t('next')} />
      </Group>
    </Group>
  )
}

interface StepProps {
  readonly query: ListQuery
  readonly ask: Ask
  readonly page: number
  readonly pages: number
  readonly label: string
}

function Step({ query, ask, page, pages, label }: StepProps) {
  const look = { size: 'compact-sm', variant: 'default' } as const
  if (page < 1 || page > pages) {
    return (
      <Button {...look} disabled>
        {label}
      </Button>
    )
  }
  return (
    <Button {...look} component={AskLink} query={query} ask={ask} change={{ page }}>
      {label}
    </Button>
  )
}
