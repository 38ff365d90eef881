'use client'

import { useTranslations } from 'next-intl'
import { blockerText, waitingText } from '@/app/_components/blocker-text'
import { LiveAge } from '@/app/_components/LiveAge'
import { LogLink } from '@/app/_components/LogLink'
import type { BlockerView } from '@/lib/statefulsets/list/row'
import classes from './StateSentence.module.css'
import { useSet } from './set-context'

/** What the set waits for and who waits behind it, then what else a person should know. */
export function StateSentence() {
  const noteText = useTranslations('notes')
  const { set } = useSet()
  const { blocker, notes, state } = set
  if (blocker === null && notes.length === 0) return null
  return (
    <div className={classes.sentence} data-state={state}>
      {blocker !== null && <BlockerSentence blocker={blocker} />}
      {notes.map((note) => (
        <p key={JSON.stringify(note)} data-note={note.code}>
          {noteText(
            note.code,
            'count' in note ? { count: note.count, name: '' } : { name: note.name, count: 0 },
          )}
        </p>
      ))}
    </div>
  )
}

/** Our sentence, then the cluster's own words. */
function BlockerSentence({ blocker }: { blocker: BlockerView }) {
  const t = useTranslations('blockers')
  const { slug } = useSet()
  const { reason, since, detail, podName, log } = blocker
  return (
    <div data-blocker={reason}>
      <p className={classes.blocker}>
        {blockerText(t, { ...blocker, detail: '' })}{' '}
        {since > 0 && (
          <span className={classes.since}>
            <LiveAge since={new Date(since).toISOString()} />
          </span>
        )}{' '}
        {log !== null && <LogLink slug={slug} pod={podName} log={log} />}
      </p>
      {waitingText(t, blocker) !== '' && <p>{waitingText(t, blocker)}</p>}
      {detail !== '' && <p className={classes.words}>{detail}</p>}
    </div>
  )
}
