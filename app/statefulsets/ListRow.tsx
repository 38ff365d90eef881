'use client'

import { useTranslations } from 'next-intl'
import { memo } from 'react'
import type { SetRow } from '@/lib/statefulsets/list/row'
import type { Column } from './columns'
import { ListCell } from './ListCell'
import classes from './ListTable.module.css'
import type { Operation } from './operations'
import { RowMenu } from './RowMenu'

interface Props {
  readonly row: SetRow
  /** In the whole answer, from 0. */
  readonly index: number
  readonly columns: readonly Column[]
  /** A moment ago, before the person's eyes. */
  readonly isChanged: boolean
  /** Not on this page any more: deleted, or no longer what was asked for. */
  readonly isGone: boolean
  readonly isSelected: boolean
  readonly role: string
  readonly onSelect: (keys: readonly string[], isOn: boolean) => void
  readonly onOperation: (operation: Operation, sets: readonly SetRow[]) => void
}

export const ListRow = memo(
  function ListRow({
    row,
    index,
    columns,
    isChanged,
    isGone,
    isSelected,
    role,
    onSelect,
    onOperation,
  }: Props) {
    const t = useTranslations('list')
    return (
      <tr
        className={classes.row}
        aria-rowindex={index + 2}
        aria-selected={isSelected}
        data-key={row.key}
        data-changed={isChanged}
        data-gone={isGone}
      >
        <td className={classes.select}>
          <input
            type="checkbox"
            aria-label={t('select', { name: row.name })}
            checked={isSelected}
            disabled={isGone}
            onChange={(event) => onSelect([row.key], event.currentTarget.checked)}
          />
        </td>
        {columns.map((column) => (
          <td key={column} className={classes.cell} data-column={column}>
            <ListCell row={row} column={column} />
          </td>
        ))}
        <td className={classes.menu}>
          {!isGone && <RowMenu row={row} role={role} onOperation={onOperation} />}
        </td>
      </tr>
    )
  },
  (a, b) =>
    a.row === b.row &&
    a.index === b.index &&
    a.columns.join() === b.columns.join() &&
    a.isChanged === b.isChanged &&
    a.isGone === b.isGone &&
    a.isSelected === b.isSelected &&
    a.role === b.role,
)
