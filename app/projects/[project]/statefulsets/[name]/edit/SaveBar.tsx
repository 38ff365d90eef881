'use client'

import { Button, Text } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { insist } from '@/app/_components/lazy-part'
import { useDraft, useDraftStore } from '@/app/projects/[project]/new-statefulset/draft-context'
import { changesOf } from '@/lib/manifests/changes'
import { plain } from '@/lib/manifests/live-text'
import type { EditableSet } from '@/lib/statefulsets/edit/get-editable'
import classes from './Edit.module.css'
import { objectOf, type Session } from './edit-session'

const SaveDialog = dynamic(() => insist(() => import('./SaveDialog')).then((module) => module.SaveDialog), {
  ssr: false,
})

interface Props {
  readonly slug: string
  readonly session: Session
  readonly meet: (now: EditableSet) => boolean
  readonly saveNow: () => Promise<void>
  readonly onSaved: () => void
}

/** How much is changed, what stands against saving it, and the way on. */
export function SaveBar({ slug, session, meet, saveNow, onSaved }: Props) {
  const t = useTranslations('edit')
  const store = useDraftStore()
  const { own, pending, parts } = useDraft((state) => state)
  const [isOpen, setOpen] = useState(false)
  const base = useMemo(() => objectOf(session.base.text), [session.base.text])
  const changes = useMemo(() => changesOf(base, plain(parts.set?.object)), [base, parts.set])
  const stop = session.base.isDeleting
    ? 'deleting'
    : session.conflicts.length > 0
      ? 'decideFirst'
      : own.length > 0
        ? 'mendFirst'
        : pending.size > 0
          ? 'rowsFirst'
          : changes.length === 0
            ? 'unchanged'
            : null
  const review = () => {
    store.flush()
    setOpen(true)
  }
  const [first] = own
  return (
    <div className={classes.bar} data-changes={changes.length} data-stop={stop}>
      <Text size="sm" c="dimmed" role="status">
        {stop === null
          ? t('changed', { count: changes.length })
          : t(`stops.${stop}`, { line: first?.line ?? 1 })}
      </Text>
      <Button disabled={stop !== null} onClick={review}>
        {t('review')}
      </Button>
      {isOpen && (
        <SaveDialog
          slug={slug}
          session={session}
          changes={changes}
          isStopped={stop !== null}
          meet={meet}
          saveNow={saveNow}
          onSaved={onSaved}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  )
}
