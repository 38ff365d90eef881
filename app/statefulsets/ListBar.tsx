'use client'

import { Group, TextInput } from '@mantine/core'
import { IconAdjustments, IconDownload, IconFilter, IconSearch } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { LazyMenu } from '@/app/_components/LazyMenu'
import { lazyPart } from '@/app/_components/lazy-part'
import type { ListQuery } from '@/lib/statefulsets/list/query'
import { type SetState, setStates } from '@/lib/statefulsets/state/state'
import { AskLink } from './AskLink'
import { FilterChips } from './FilterChips'
import type { NamedProject } from './FilterItems'
import type { Around } from './list-state'
import classes from './SetList.module.css'
import type { ListLook } from './use-list-look'
import type { Ask } from './use-list-query'

const FilterItems = lazyPart(
  () => import('./FilterItems'),
  (module) => module.FilterItems,
)
const LookItems = lazyPart(
  () => import('./LookItems'),
  (module) => module.LookItems,
)
const ExportItems = lazyPart(
  () => import('./ExportItems'),
  (module) => module.ExportItems,
)

interface Props {
  readonly query: ListQuery
  /** With the project that the page is of. */
  readonly whole: ListQuery
  readonly ask: Ask
  readonly around: Around
  readonly look: ListLook
  readonly setLook: (look: ListLook) => void
  /** All that can be chosen; null where the list is of one. */
  readonly projects: readonly NamedProject[] | null
}

/** Search, the states with their numbers, project and label, and how the list looks. */
export function ListBar({ query, whole, ask, around, look, setLook, projects }: Props) {
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
        <FilterChips query={query} ask={ask} projects={projects} />
      </Group>
      <Group gap={4} ml="auto">
        <LazyMenu
          className={classes.tool}
          aria-label={t('filter')}
          menu={(shell) => <FilterItems {...{ shell, query, whole, ask, projects }} />}
        >
          <IconFilter size={16} aria-hidden />
        </LazyMenu>
        <LazyMenu
          className={classes.tool}
          aria-label={t('look')}
          menu={(shell) => (
            <LookItems shell={shell} look={look} setLook={setLook} isOverAll={projects !== null} />
          )}
        >
          <IconAdjustments size={16} aria-hidden />
        </LazyMenu>
        <LazyMenu
          className={classes.tool}
          aria-label={t('export')}
          menu={(shell) => <ExportItems shell={shell} query={whole} total={around.total} />}
        >
          <IconDownload size={16} aria-hidden />
        </LazyMenu>
      </Group>
    </Group>
  )
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
