'use client'

import { Group, NativeSelect, SegmentedControl, Stack, Text } from '@mantine/core'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { EventTable } from '@/app/_components/EventTable'
import type { EventList } from '@/lib/statefulsets/detail/event-list'
import { useSection, useSet } from '../set-context'

/** What the cluster reports of the set, its pods and its claims. What is filtered stands in the address. */
export function EventsView({ first }: { first: EventList }) {
  const t = useTranslations('events')
  const { set } = useSet()
  const { rows, isCut } = useSection('events', first)
  const query = useSearchParams()
  const type = query.get('type') === 'warning' ? 'warning' : 'all'
  const ordinal = query.get('ordinal') ?? ''
  const shown = rows.filter(
    (row) => (type === 'all' || row.isWarning) && (ordinal === '' || String(row.ordinal) === ordinal),
  )
  const choose = (key: string, value: string) => {
    const next = new URLSearchParams(query)
    if (value === '' || value === 'all') next.delete(key)
    else next.set(key, value)
    window.history.replaceState(null, '', `?${next}`)
  }
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <SegmentedControl
          aria-label={t('columns.type')}
          value={type}
          onChange={(value) => choose('type', value)}
          data={[
            { value: 'all', label: t('all') },
            { value: 'warning', label: t('warnings') },
          ]}
        />
        <NativeSelect
          aria-label={t('ordinal')}
          value={ordinal}
          onChange={(event) => choose('ordinal', event.currentTarget.value)}
          data={[
            { value: '', label: t('everyOrdinal') },
            ...set.ordinals.map((one) => ({ value: String(one.ordinal), label: one.podName })),
          ]}
        />
      </Group>
      {shown.length === 0 ? (
        <Text c="dimmed">{t(rows.length === 0 ? 'none' : 'noneMatches')}</Text>
      ) : (
        <EventTable rows={shown} minWidth={760} />
      )}
      {isCut && <Text c="dimmed">{t('cut')}</Text>}
    </Stack>
  )
}
