'use client'

import { ActionIcon, Checkbox, Group, Menu, TextInput } from '@mantine/core'
import { IconAdjustments, IconDownload, IconSearch } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { routes } from '@/lib/routes'
import { type ListQuery, writeQuery } from '@/lib/statefulsets/query'
import { type SetState, setStates } from '@/lib/statefulsets/state'
import { AskLink } from './AskLink'
import { columnsOf, fixedColumns } from './columns'
import type { Around } from './list-state'
import classes from './SetList.module.css'
import type { ListLook } from './use-list-look'
import type { Ask } from './use-list-query'

interface Props {
  readonly query: ListQuery
  /** With the project that the page is of. */
  readonly whole: ListQuery
  readonly ask: Ask
  readonly around: Around
  readonly look: ListLook
  readonly setLook: (look: ListLook) => void
  readonly isOverAll: boolean
}

/** Search, the states with their numbers, and how the list looks. */
export function ListBar({ query, whole, ask, around, look, setLook, isOverAll }: Props) {
  const t = useTranslations('list')
  const states = useTranslations('states')
  const all = Object.values(around.counts).reduce((sum, count) => sum + count, 0)
  const chips: readonly { state: SetState | null; label: string; count: number }[] = [
    { state: null, label: t('all'), count: all },
    ...setStates.map((state) => ({ state, label: states(state), count: around.counts[state] })),
  ]
  const isOn = (state: SetState | null) =>
    state === null ? query.states.length === 0 : query.states.includes(state)
  return (
    <Group gap="sm" mb="sm" align="center">
      <Search query={query} ask={ask} />
      <Group gap={4} role="group" aria-label={t('states')} className={classes.chips}>
        {chips
          .filter(({ state, count }) => state === null || state === 'stuck' || count > 0 || isOn(state))
          .map(({ state, label, count }) => (
            <AskLink
              key={state ?? 'all'}
              query={query}
              ask={ask}
              change={{ states: state === null || isOn(state) ? [] : [state] }}
              className={classes.chip}
              data-chip={state ?? 'all'}
              data-count={count}
              aria-current={isOn(state)}
            >
              {label} <b>{count}</b>
            </AskLink>
          ))}
      </Group>
      <Group gap={4} ml="auto">
        <LookMenu look={look} setLook={setLook} isOverAll={isOverAll} />
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size="md" aria-label={t('export')}>
              <IconDownload size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {(['csv', 'json'] as const).map((format) => (
              <Menu.Item key={format} component="a" href={exportAddress(whole, format)} download>
                {t(`export_${format}`, { count: around.total })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
    </Group>
  )
}

function exportAddress(query: ListQuery, format: 'csv' | 'json'): string {
  const parameters = new URLSearchParams(writeQuery(query))
  parameters.set('format', format)
  return `${routes.exportedStatefulSets()}?${parameters}`
}

/** `/` goes here; each keystroke asks. */
function Search({ query, ask }: { query: ListQuery; ask: Ask }) {
  const t = useTranslations('list')
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(query.q)
  const asked = useRef(query.q)
  useEffect(() => {
    // The address changed by itself: Back.
    if (query.q !== asked.current) setText(query.q)
    asked.current = query.q
  }, [query.q])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once: what was typed before this script had come.
  useEffect(() => {
    const typed = input.current?.value ?? ''
    if (typed === query.q) return
    asked.current = typed
    setText(typed)
    ask({ q: typed }, 'typing')
  }, [])
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, select, [role="dialog"]')
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      input.current?.focus()
    }
    addEventListener('keydown', focus)
    return () => removeEventListener('keydown', focus)
  }, [])
  return (
    <TextInput
      ref={input}
      type="search"
      size="sm"
      className={classes.search}
      aria-label={t('search')}
      placeholder={t('searchHint')}
      leftSection={<IconSearch size={15} aria-hidden />}
      value={text}
      maxLength={200}
      onChange={(event) => {
        const q = event.currentTarget.value
        setText(q)
        asked.current = q
        ask({ q }, 'typing')
      }}
    />
  )
}

function LookMenu({ look, setLook, isOverAll }: Pick<Props, 'look' | 'setLook' | 'isOverAll'>) {
  const t = useTranslations('list')
  const choices = columnsOf(isOverAll, []).filter((column) => !fixedColumns.includes(column))
  const toggle = (column: string, isShown: boolean) =>
    setLook({
      ...look,
      hidden: isShown ? look.hidden.filter((one) => one !== column) : [...look.hidden, column],
    })
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon variant="default" size="md" aria-label={t('look')}>
          <IconAdjustments size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('columnsShown')}</Menu.Label>
        {choices.map((column) => (
          <Checkbox
            key={column}
            size="sm"
            px="sm"
            py={4}
            label={t(`columns.${column}`)}
            checked={!look.hidden.includes(column)}
            onChange={(event) => toggle(column, event.currentTarget.checked)}
          />
        ))}
        <Menu.Divider />
        <Checkbox
          size="sm"
          px="sm"
          py={4}
          label={t('compact')}
          checked={look.density === 'compact'}
          onChange={(event) =>
            setLook({ ...look, density: event.currentTarget.checked ? 'compact' : 'comfortable' })
          }
        />
      </Menu.Dropdown>
    </Menu>
  )
}
