'use client'

import { Table, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LiveAge } from '@/app/_components/LiveAge'
import type { ClaimRow, TemplateRow } from '@/lib/statefulsets/volumes/volumes'
import { ClaimSize } from '../../../../volumes/ClaimSize'
import { DeleteClaim } from '../../../../volumes/DeleteClaim'
import { DeleteClaimDialog } from '../../../../volumes/DeleteClaimDialog'
import { BoundVolume } from '../../../../volumes/ProjectClaims'
import { StageText } from './StageText'

const columns = ['ordinal', 'claim', 'size', 'class', 'volume', 'access', 'usedBy', 'age'] as const
/** The same in both tables, so that they stand in line; the claim's name has what is left. */
const widths: Partial<Record<(typeof columns)[number], number>> = {
  ...{ ordinal: 72, size: 104, class: 112, volume: 208, access: 140, usedBy: 104, age: 72 },
}

interface Props {
  readonly rows: readonly ClaimRow[]
  readonly templates: readonly TemplateRow[]
  readonly label: string
  /** The project in which a claim that nobody uses may be deleted; absent where none may. */
  readonly deleteIn?: string
}

export function ClaimTable({ rows, templates, label, deleteIn }: Props) {
  const t = useTranslations('volumes')
  const [leaving, setLeaving] = useState<ClaimRow | null>(null)
  return (
    <Table.ScrollContainer minWidth={960}>
      {leaving !== null && deleteIn !== undefined && (
        <DeleteClaimDialog slug={deleteIn} claim={leaving} onClose={() => setLeaving(null)} />
      )}
      <Table verticalSpacing={7} layout="fixed" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} w={widths[column]} style={{ whiteSpace: 'nowrap' }}>
                {t(`columns.${column}`)}
              </Table.Th>
            ))}
            <Table.Th w={84} aria-label={t('columns.actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.name} data-claim={row.name} data-stage={row.stage}>
              <Table.Td>{row.ordinal}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                {row.name}
                <StageText row={row} wanted={templates.find(({ name }) => name === row.template)} />
              </Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                <ClaimSize asked={row.asked} actual={row.actual} />
              </Table.Td>
              <Table.Td>
                {row.phase !== 'Missing' && (row.className || t('noClass'))}
                {row.phase !== 'Missing' && !row.isExpandable && (
                  <Text size="xs" c="dimmed">
                    {t('notExpandable')}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{row.phase !== 'Missing' && <BoundVolume claim={row} />}</Table.Td>
              <Table.Td>
                {row.accessModes.map((mode) => (
                  <div key={mode}>{mode}</div>
                ))}
                {row.isBlock && t('block')}
              </Table.Td>
              <Table.Td>
                {row.usedBy.join(', ') ||
                  (row.phase !== 'Missing' && (
                    <Text inherit c="dimmed">
                      {t('noPod')}
                    </Text>
                  ))}
              </Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                <LiveAge since={row.createdAt} />
              </Table.Td>
              <Table.Td>
                {deleteIn !== undefined && row.usedBy.length === 0 && row.phase !== 'Terminating' && (
                  <DeleteClaim name={row.name} onAsk={() => setLeaving(row)} />
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
