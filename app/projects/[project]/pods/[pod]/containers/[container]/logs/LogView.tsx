'use client'

import { Alert, Button, Group, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import classes from './LogView.module.css'
import { maxLines, useLog } from './use-log'

/** The end of a log, following. Scrolling up or `Pause` stops the following; lines still come, up to a bound. */
export function LogView({ source }: { source: string }) {
  const t = useTranslations('log')
  const errors = useTranslations('errors')
  const { lines, state, isFollowing, setFollowing, isCut } = useLog(source)
  const view = useRef<HTMLOListElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when lines arrive.
  useEffect(() => {
    if (isFollowing) view.current?.scrollTo({ top: view.current.scrollHeight })
  }, [lines, isFollowing])
  return (
    <>
      <Group gap="sm">
        <Button
          size="xs"
          variant="default"
          onClick={() => setFollowing(!isFollowing)}
          aria-pressed={isFollowing}
        >
          {t(isFollowing ? 'pause' : 'follow')}
        </Button>
        <Text size="xs" c="dimmed" role="status">
          {state.kind === 'ended' && t('ended')}
          {state.kind === 'retrying' && t('failed')}
          {state.kind === 'open' && lines.length === 0 && t('waiting')}
          {isCut && ` ${t('dropped', { count: maxLines })}`}
        </Text>
      </Group>
      {state.kind === 'refused' && <Alert color="red">{errors(state.code)}</Alert>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it. */}
      <ol ref={view} className={classes.lines} tabIndex={0} aria-label={t('label')}>
        {lines.map((line) => (
          <li key={line.number}>{line.text}</li>
        ))}
      </ol>
    </>
  )
}
