'use client'

import { Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { blockerText, waitingText } from '@/app/_components/blocker-text'
import { LiveAge } from '@/app/_components/LiveAge'
import { useSet } from './set-context'

/** What the set waits for and who waits behind it, then what else a person should know. */
export function StateSentence() {
  const t = useTranslations('blockers')
  const noteText = useTranslations('notes')
  const { set } = useSet()
  const { blocker, notes, state } = set
  const waiting = blocker === null ? '' : waitingText(t, blocker)
  if (blocker === null && notes.length === 0) return null
  return (
    <Stack gap={2} maw={880}>
      {blocker !== null && (
        <Text
          size="sm"
          c={state === 'stuck' ? 'var(--state-stuck)' : 'var(--mantine-color-text)'}
          data-blocker={blocker.reason}
        >
          {blockerText(t, blocker)} {waiting}{' '}
          {blocker.since > 0 && <LiveAge since={new Date(blocker.since).toISOString()} />}
        </Text>
      )}
      {notes.map((note) => (
        <Text key={JSON.stringify(note)} size="sm" c="dimmed" data-note={note.code}>
          {noteText(
            note.code,
            'count' in note ? { count: note.count, name: '' } : { name: note.name, count: 0 },
          )}
        </Text>
      ))}
    </Stack>
  )
}
