'use client'

import { IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type ListQuery, labelText } from '@/lib/statefulsets/list/query'
import { AskLink } from './AskLink'
import type { NamedProject } from './FilterItems'
import classes from './SetList.module.css'
import type { Ask } from './use-list-query'

interface Props {
  readonly query: ListQuery
  readonly ask: Ask
  /** All that can be chosen; null where the list is of one. */
  readonly projects: readonly NamedProject[] | null
}

/** The project and the label that the list is narrowed down to; each can be taken away. */
export function FilterChips({ query, ask, projects }: Props) {
  const t = useTranslations('list')
  const nameOf = (slug: string) => projects?.find((one) => one.slug === slug)?.name ?? slug
  const chips: { text: string; change: Partial<ListQuery> }[] = []
  if (projects !== null && query.project !== '')
    chips.push({ text: nameOf(query.project), change: { project: '' } })
  if (query.label !== null) chips.push({ text: labelText(query.label), change: { label: null } })
  return chips.map(({ text, change }) => (
    <AskLink
      key={Object.keys(change).join()}
      query={query}
      ask={ask}
      change={change}
      className={classes.chip}
      aria-label={t('takeAway', { filter: text })}
      aria-current="true"
      data-filter={text}
    >
      <span>{text}</span> <IconX size={12} aria-hidden />
    </AskLink>
  ))
}
