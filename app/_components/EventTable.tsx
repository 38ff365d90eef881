'use client'

import { Table } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { LiveAge } from './LiveAge'

/** What the cluster reports, as it is said in one row. */
interface ReportedEvent {
  readonly uid: string
  /** The object; left out where all are about one. */
  readonly name?: string
  readonly isWarning: boolean
  readonly reason: string
  readonly message: string
  readonly count: number
  /** ISO 8601. */
  readonly last: string
}

interface Props {
  readonly rows: readonly ReportedEvent[]
  /** Below this width, in px, it is scrolled. */
  readonly minWidth: number
}

/** Events as they are given, each with its object where it has one. */
export function EventTable({ rows, minWidth }: Props) {
  const t = useTranslations('events')
  const hasObjects = rows.some(({ name }) => name !== undefined)
  return (
    <Table.ScrollContainer minWidth={minWidth}>
      <Table verticalSpacing={7}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('columns.type')}</Table.Th>
            {hasObjects && <Table.Th>{t('columns.object')}</Table.Th>}
            <Table.Th>{t('columns.reason')}</Table.Th>
            <Table.Th>{t('columns.message')}</Table.Th>
            <Table.Th>{t('columns.count')}</Table.Th>
            <Table.Th>{t('columns.last')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.uid} data-event={row.reason}>
              <Table.Td c={row.isWarning ? 'var(--state-stuck)' : 'dimmed'}>
                {t(row.isWarning ? 'warning' : 'normal')}
              </Table.Td>
              {hasObjects && <Table.Td>{row.name}</Table.Td>}
              <Table.Td>{row.reason}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere', maxWidth: 560 }}>{row.message}</Table.Td>
              <Table.Td>{row.count}</Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                <LiveAge since={row.last} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
