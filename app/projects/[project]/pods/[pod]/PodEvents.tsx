'use client'

import { Table, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { LiveAge } from '@/app/_components/LiveAge'
import { usePod } from './pod-context'

const columns = ['type', 'reason', 'message', 'count', 'last'] as const

/** What the cluster reports of this pod, newest first. */
export function PodEvents() {
  const t = useTranslations('events')
  const { events } = usePod().view.pod
  if (events.length === 0) return <Text c="dimmed">{t('none')}</Text>
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing={7}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column}>{t(`columns.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {events.map((event) => (
            <Table.Tr key={event.uid} data-event={event.reason}>
              <Table.Td c={event.isWarning ? 'var(--state-stuck)' : 'dimmed'}>
                {t(event.isWarning ? 'warning' : 'normal')}
              </Table.Td>
              <Table.Td>{event.reason}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere', maxWidth: 560 }}>{event.message}</Table.Td>
              <Table.Td>{event.count}</Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                <LiveAge since={event.last} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
