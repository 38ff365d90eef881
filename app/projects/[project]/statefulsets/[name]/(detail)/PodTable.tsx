'use client'

import { Table, Text, VisuallyHidden } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { LiveAge } from '@/app/_components/LiveAge'
import { TerminalButton } from '@/app/projects/[project]/_terminals/TerminalButton'
import { routes } from '@/lib/routes'
import type { OrdinalRow } from '@/lib/statefulsets/detail/detail'
import { PodActions } from './PodActions'
import { useSet } from './set-context'

const columns = [
  'ordinal',
  'pod',
  'state',
  'revision',
  'node',
  'ip',
  'restarts',
  'claims',
  'age',
  'log',
  'actions',
] as const

/** One row an ordinal, in numeric order; a missing pod keeps its row. */
export function PodTable() {
  const t = useTranslations('detail')
  const { slug, set } = useSet()
  if (set.ordinals.length === 0) return <Text c="dimmed">{t('noPods')}</Text>
  return (
    <Table.ScrollContainer minWidth={880}>
      <Table verticalSpacing={7}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column}>
                {column === 'actions' ? (
                  <VisuallyHidden>{t('columns.actions')}</VisuallyHidden>
                ) : (
                  t(`columns.${column}`)
                )}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {set.ordinals.map((row) => (
            <PodRow key={row.ordinal} slug={slug} row={row} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function PodRow({ slug, row }: { slug: string; row: OrdinalRow }) {
  const t = useTranslations('ordinals')
  const words = useTranslations('reasons')
  return (
    <Table.Tr id={`ordinal-${row.ordinal}`} data-ordinal={row.ordinal} data-state={row.state}>
      <Table.Td>{row.ordinal}</Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        {row.uid === null ? (
          row.podName
        ) : (
          <Link href={routes.pod(slug, row.podName)} prefetch={false}>
            {row.podName}
          </Link>
        )}
      </Table.Td>
      <Table.Td>
        {[t(row.state), row.reason && words(row.reason), row.isWanted ? null : t('leaving')]
          .filter(Boolean)
          .join(' · ')}
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        {row.isUpdated === null ? '' : t(row.isUpdated ? 'new' : 'old')}
      </Table.Td>
      <Table.Td>{row.node}</Table.Td>
      <Table.Td>{row.ip}</Table.Td>
      <Table.Td>
        <Restarts row={row} />
      </Table.Td>
      <Table.Td>{row.claims.join(', ')}</Table.Td>
      <Table.Td>
        <LiveAge since={row.createdAt ?? ''} />
      </Table.Td>
      <Table.Td>
        {row.containers.map((container) => (
          <span key={container} style={{ marginInlineEnd: 12, whiteSpace: 'nowrap' }}>
            <Link href={routes.containerLogs(slug, row.podName, container)} prefetch={false}>
              {container}
            </Link>{' '}
            <TerminalButton
              pod={row.podName}
              uid={row.uid}
              container={container}
              label={t('terminal', { pod: row.podName, container })}
            />
          </span>
        ))}
      </Table.Td>
      <Table.Td>
        <PodActions row={row} />
      </Table.Td>
    </Table.Tr>
  )
}

/** How often, and how and when the last time. */
function Restarts({ row: { restarts, lastEnd } }: { row: OrdinalRow }) {
  const t = useTranslations('ordinals')
  if (restarts === 0 || lastEnd === null) return restarts
  return (
    <>
      {restarts}{' '}
      <Text span size="xs" c="dimmed">
        {t('ended', { reason: lastEnd.reason, exitCode: lastEnd.exitCode })} <LiveAge since={lastEnd.at} />
      </Text>
    </>
  )
}
