'use client'

import { Menu, ScrollArea, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import type { MenuShell } from '@/app/_components/LazyMenu'
import { OpenMenu } from '@/app/_components/OpenMenu'
import { routes } from '@/lib/routes'
import { type ListQuery, labelText, readLabel, writeQuery } from '@/lib/statefulsets/list/query'
import classes from './SetList.module.css'
import type { Ask } from './use-list-query'

export interface NamedProject {
  readonly slug: string
  readonly name: string
}

interface Props {
  readonly shell: MenuShell
  readonly query: ListQuery
  /** With the project that the page is of. */
  readonly whole: ListQuery
  readonly ask: Ask
  /** All that can be chosen; null where the list is of one. */
  readonly projects: readonly NamedProject[] | null
}

/** By what a list can be narrowed down beside the states: a project, and a label of its sets or any other. */
export function FilterItems({ shell, query, whole, ask, projects }: Props) {
  const t = useTranslations('list')
  const labels = useLabels({ ...whole, label: null })
  const chosen = query.label === null ? '' : labelText(query.label)
  return (
    <OpenMenu shell={shell} width={280}>
      {projects !== null && (
        <>
          <Menu.Label>{t('columns.project')}</Menu.Label>
          <Choices
            values={[
              { value: '', text: t('all') },
              ...projects.map(({ slug, name }) => ({ value: slug, text: name })),
            ]}
            chosen={query.project}
            onChoose={(project) => ask({ project })}
          />
          <Menu.Divider />
        </>
      )}
      <Menu.Label>{t('label')}</Menu.Label>
      <LabelInput
        onAsk={(label) => {
          ask({ label })
          shell.onClose()
        }}
      />
      <Choices
        values={labels.map(({ text, count }) => ({ value: text, text, count }))}
        chosen={chosen}
        onChoose={(text) => ask({ label: readLabel(text) })}
      />
    </OpenMenu>
  )
}

interface ChoicesProps {
  readonly values: readonly { readonly value: string; readonly text: string; readonly count?: number }[]
  readonly chosen: string
  readonly onChoose: (value: string) => void
}

function Choices({ values, chosen, onChoose }: ChoicesProps) {
  return (
    <ScrollArea.Autosize mah={220} type="auto">
      <Menu.RadioGroup value={chosen} onChange={onChoose}>
        {values.map(({ value, text, count }) => (
          <Menu.RadioItem
            key={value}
            value={value}
            closeMenuOnClick
            rightSection={
              count !== undefined && (
                <Text size="xs" c="dimmed">
                  {count}
                </Text>
              )
            }
          >
            <span className={classes.choice}>{text}</span>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </ScrollArea.Autosize>
  )
}

/** For one that is not offered: Enter asks. */
function LabelInput({ onAsk }: { onAsk: (label: ListQuery['label']) => void }) {
  const t = useTranslations('list')
  return (
    <TextInput
      size="xs"
      mx="xs"
      mb={4}
      aria-label={t('labelInput')}
      placeholder={t('labelHint')}
      maxLength={400}
      spellCheck={false}
      onKeyDown={(event) => {
        const label = readLabel(event.currentTarget.value)
        if (event.key !== 'Enter' || label === null) return
        // Else the same press is one on the menu's button, which is focused by then, and opens it again.
        event.preventDefault()
        onAsk(label)
      }}
    />
  )
}

/** The labels of the sets in an answer; none while they are not known. */
function useLabels(query: ListQuery): readonly { readonly text: string; readonly count: number }[] {
  const [labels, setLabels] = useState<readonly { text: string; count: number }[]>([])
  const address = `${routes.statefulSetLabels()}${writeQuery(query)}`
  useEffect(() => {
    const gone = new AbortController()
    fetch(address, { signal: gone.signal })
      .then((response) => (response.ok ? response.json() : []))
      .then(setLabels)
      .catch(() => undefined)
    return () => gone.abort()
  }, [address])
  return labels
}
