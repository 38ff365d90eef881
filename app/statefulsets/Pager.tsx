'use client'

import { Button, Group, NativeSelect, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type ListQuery, pageSizes } from '@/lib/statefulsets/query'
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
        <Button
          size="compact-sm"
          variant="default"
          disabled={page <= 1}
          onClick={() => ask({ page: page - 1 })}
        >
          {t('previous')}
        </Button>
        <Text size="sm">{t('pageOf', { page, pages })}</Text>
        <Button
          size="compact-sm"
          variant="default"
          disabled={page >= pages}
          onClick={() => ask({ page: page + 1 })}
        >
          {t('next')}
        </Button>
      </Group>
    </Group>
  )
}
