'use client'

import { Button, Group, Text } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { Connection } from '@/app/_components/Connection'
import { insist } from '@/app/_components/lazy-part'
import { Refused } from '@/app/_components/Refused'
import { useHydrated } from '@/app/_components/use-hydrated'
import type { ListQuery } from '@/lib/statefulsets/list/query'
import type { SetRow } from '@/lib/statefulsets/list/row'
import { BatchBar } from './BatchBar'
import { type Column, columnsOf, gridOf } from './columns'
import type { NamedProject } from './FilterItems'
import { ListBar } from './ListBar'
import { ListHead } from './ListHead'
import { ListRow } from './ListRow'
import tableClasses from './ListTable.module.css'
import { difference, type FirstPage } from './list-state'
import type { Operation } from './operations'
import { Pager } from './Pager'
import classes from './SetList.module.css'
import { useListLook } from './use-list-look'
import { useListQuery } from './use-list-query'
import { useLiveList } from './use-live-list'

/** Rows that the server renders: more than a screen holds. The others come with the script, and cost no first byte. */
const firstRows = 20

/** Loaded when the first dialog opens. */
const OperationDialog = dynamic(
  () => insist(() => import('./OperationDialog')).then((module) => module.OperationDialog),
  {
    ssr: false,
  },
)

interface Props {
  /** A `FirstPage`, as JSON: React would write and read each value apart. */
  readonly first: string
  readonly query: ListQuery
  /** The one project that the list is of; null when it is over all. */
  readonly project: string | null
  /** All projects of the person, where the list is over them; else null. */
  readonly projects: readonly NamedProject[] | null
  /** Project → the person's role in it. */
  readonly roles: Readonly<Record<string, string>>
}

/** The list: search and filters, rows that are live, what can be done with one or several. */
export function SetList({ first, query: firstQuery, project, projects, roles }: Props) {
  const t = useTranslations('list')
  const [query, ask] = useListQuery(firstQuery)
  const whole = project === null ? query : { ...query, project }
  const list = useLiveList(
    useMemo(() => JSON.parse(first) as FirstPage, [first]),
    whole,
  )
  const isHydrated = useHydrated()
  const { show } = list
  const [look, setLook] = useListLook()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [dialog, setDialog] = useState<{ operation: Operation; sets: readonly SetRow[] } | null>(null)
  const columns: readonly Column[] = columnsOf(project === null, look.hidden)
  const present = new Set(list.keys)
  const rows = list.shown.flatMap((key) => list.rows.get(key) ?? [])
  const chosen = rows.filter(({ key }) => selected.has(key) && present.has(key))
  const { come, gone, isMoved } = difference(list)
  const open = (operation: Operation, sets: readonly SetRow[]) => setDialog({ operation, sets })
  const select = (keys: readonly string[], isOn: boolean) =>
    setSelected((former) => {
      const others = new Set(keys)
      return new Set(isOn ? [...former, ...keys] : [...former].filter((key) => !others.has(key)))
    })
  const isAll = rows.length > 0 && rows.every(({ key }) => selected.has(key))
  if (list.connection === 'refused') return <Refused />
  return (
    <div aria-busy={list.isAsking}>
      <ListBar
        query={query}
        ask={ask}
        around={list.around}
        look={look}
        setLook={setLook}
        projects={projects}
        whole={whole}
      />
      <Connection connection={list.connection} lostAt={list.lostAt} unheard={list.around.unheard} />
      {isMoved && (
        <Group className={classes.news} gap="sm" role="status">
          <Text size="sm">{t('news', { come, gone, isMoved: come + gone === 0 ? 'yes' : 'no' })}</Text>
          <Button size="compact-sm" variant="light" onClick={show}>
            {t('showNews')}
          </Button>
        </Group>
      )}
      {rows.length === 0 ? (
        <Text c="dimmed" my="xl" ta="center">
          {t('nothingFound')}
        </Text>
      ) : (
        <table
          aria-label={t('title')}
          aria-rowcount={list.around.total + 1}
          className={tableClasses.table}
          data-density={look.density}
          style={{ '--columns': gridOf(columns) } as React.CSSProperties}
        >
          <ListHead
            columns={columns}
            query={query}
            ask={ask}
            isAll={isAll}
            onSelectAll={(isOn) => select(list.shown, isOn)}
          />
          <tbody style={{ minBlockSize: `calc(var(--row) * ${rows.length})` }}>
            {(isHydrated ? rows : rows.slice(0, firstRows)).map((row, index) => (
              <ListRow
                key={row.key}
                row={row}
                index={(list.around.page - 1) * query.size + index}
                columns={columns}
                isChanged={list.changed.has(row.key)}
                isGone={!present.has(row.key)}
                isSelected={selected.has(row.key)}
                role={roles[row.project] ?? ''}
                onSelect={select}
                onOperation={open}
              />
            ))}
          </tbody>
        </table>
      )}
      <Pager query={query} ask={ask} around={list.around} />
      {chosen.length > 0 && (
        <BatchBar sets={chosen} roles={roles} onOperation={open} onClear={() => setSelected(new Set())} />
      )}
      {dialog !== null && (
        <OperationDialog
          {...dialog}
          roles={roles}
          begun={list.around.operations}
          live={new Map([...list.rows].filter(([key]) => present.has(key)))}
          isFiltered={query.states.length > 0}
          onClose={(isDone) => {
            setDialog(null)
            if (isDone) {
              setSelected(new Set())
              show()
            }
          }}
        />
      )}
    </div>
  )
}
