'use client'

import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ListQuery } from '@/lib/statefulsets/list/query'
import { AskLink } from './AskLink'
import type { Column } from './columns'
import classes from './ListTable.module.css'
import type { Ask } from './use-list-query'

interface Props {
  readonly columns: readonly Column[]
  readonly query: ListQuery
  readonly ask: Ask
  readonly isAll: boolean
  readonly onSelectAll: (isOn: boolean) => void
}

/** Names of the columns; each sorts, and once more the other way round. */
export function ListHead({ columns, query, ask, isAll, onSelectAll }: Props) {
  const t = useTranslations('list')
  const sort = (column: Column) => ({
    sort: column,
    isDescending: query.sort === column && !query.isDescending,
  })
  const Arrow = query.isDescending ? IconArrowDown : IconArrowUp
  return (
    <thead>
      <tr className={classes.head} aria-rowindex={1}>
        <th className={classes.select}>
          <input
            type="checkbox"
            aria-label={t('selectAll')}
            checked={isAll}
            onChange={(event) => onSelectAll(event.currentTarget.checked)}
          />
        </th>
        {columns.map((column) => (
          <th
            key={column}
            data-column={column}
            aria-sort={query.sort === column ? (query.isDescending ? 'descending' : 'ascending') : 'none'}
          >
            <AskLink query={query} ask={ask} change={sort(column)} className={classes.sort}>
              {t(`columns.${column}`)}
              {query.sort === column && <Arrow size={13} aria-hidden />}
            </AskLink>
          </th>
        ))}
        <th className={classes.menu}>
          <span className={classes.unseen}>{t('actions')}</span>
        </th>
      </tr>
    </thead>
  )
}
