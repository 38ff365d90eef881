'use client'

import { ActionIcon, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import classes from './Dock.module.css'
import type { XtermScreen } from './xterm-screen'

const colours = {
  matchBackground: '#f5d06a',
  matchOverviewRuler: '#f5d06a',
  activeMatchBackground: '#f08c2e',
  activeMatchColorOverviewRuler: '#f08c2e',
}

/** Finds a text in what was written: Enter goes up, to what is older, Shift+Enter down. */
export function FindBar({ screen, onClose }: { screen: XtermScreen; onClose: () => void }) {
  const t = useTranslations('terminal')
  const [text, setText] = useState('')
  const [hits, setHits] = useState<{ at: number; count: number } | null>(null)
  const { search } = screen
  useEffect(() => {
    const listener = search.onDidChangeResults(({ resultIndex, resultCount }) =>
      setHits({ at: resultIndex + 1, count: resultCount }),
    )
    return () => {
      listener.dispose()
      search.clearDecorations()
    }
  }, [search])
  const find = (isUp: boolean, what = text, incremental = false) => {
    const options = { decorations: colours, incremental }
    if (what === '') search.clearDecorations()
    else if (isUp) search.findPrevious(what, options)
    else search.findNext(what, options)
  }
  return (
    <search className={classes.find}>
      <TextInput
        size="xs"
        autoFocus
        aria-label={t('find')}
        value={text}
        onChange={({ currentTarget: { value } }) => {
          setText(value)
          find(true, value)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find(!event.shiftKey)
          if (event.key === 'Escape') onClose()
        }}
      />
      <output className={classes.hits}>{text !== '' && hits !== null && t('hits', hits)}</output>
      <ActionIcon variant="subtle" color="gray" aria-label={t('previous')} onClick={() => find(true)}>
        <IconArrowUp size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t('next')} onClick={() => find(false)}>
        <IconArrowDown size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t('stopFinding')} onClick={onClose}>
        <IconX size={15} aria-hidden />
      </ActionIcon>
    </search>
  )
}
