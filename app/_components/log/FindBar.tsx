'use client'

import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type Level, levels } from '@/lib/pods/log-level'
import classes from './LogView.module.css'
import type { LogLook } from './log-look'
import type { LogSearch } from './log-search'
import type { Find } from './use-find'
import type { ChangeLook } from './use-look'

interface Props {
  readonly search: LogSearch
  readonly look: LogLook
  readonly change: ChangeLook
  readonly find: Find
  /** Looks through all that the node keeps; null where there is no such search. */
  readonly onWhole: (() => void) | null
}

/** What is looked for, how often it is there, and steps from one to the next. */
export function FindBar({ search, look, change, find, onWhole }: Props) {
  const t = useTranslations('logs')
  const count = search.hits.length
  const isAsked = search.query !== null
  const problem = search.state === 'invalid' || search.state === 'slow' ? t(`search.${search.state}`) : null
  const toggle = (key: 'regex' | 'case', text: string) => (
    <Button
      size="compact-sm"
      variant={look[key] ? 'light' : 'subtle'}
      aria-pressed={look[key]}
      aria-label={t(`search.${key}`)}
      title={t(`search.${key}`)}
      onClick={() => change({ [key]: !look[key] })}
    >
      {text}
    </Button>
  )
  return (
    <search className={classes.bar}>
      <TextInput
        ref={find.field}
        className={classes.field}
        size="xs"
        type="search"
        leftSection={<IconSearch size={14} aria-hidden />}
        aria-label={t('search.label')}
        placeholder={t('search.label')}
        value={look.text}
        error={problem !== null}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      {toggle('case', 'Aa')}
      {toggle('regex', '.*')}
      <NativeSelect
        size="xs"
        aria-label={t('search.level')}
        value={look.level ?? ''}
        onChange={(event) => change({ level: (event.currentTarget.value as Level) || null })}
        data={[
          { value: '', label: t('levels.any') },
          ...levels.map((level) => ({ value: level, label: t(`levels.${level}`) })),
        ]}
      />
      <Checkbox
        size="xs"
        label={t('search.filter')}
        checked={look.filter}
        onChange={(event) => change({ filter: event.currentTarget.checked })}
      />
      <Button
        size="compact-sm"
        variant="default"
        disabled={count === 0}
        aria-label={t('search.previous')}
        title={t('search.previous')}
        onClick={find.previous}
      >
        <IconChevronUp size={15} aria-hidden />
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={count === 0}
        aria-label={t('search.next')}
        title={t('search.next')}
        onClick={find.next}
      >
        <IconChevronDown size={15} aria-hidden />
      </Button>
      <output className={classes.said} data-hits={isAsked ? count : undefined} data-search={search.state}>
        {problem ?? (isAsked ? t('search.hits', { count, place: find.place }) : '')}
      </output>
      {onWhole !== null && isAsked && search.state !== 'invalid' && (
        <Button size="compact-sm" variant="subtle" onClick={onWhole}>
          {t('whole.start')}
        </Button>
      )}
    </search>
  )
}
