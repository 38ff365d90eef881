'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { DraftState, DraftStore } from '@/app/projects/[project]/new-statefulset/draft-store'
import { forgetUnsaved } from '@/app/projects/[project]/new-statefulset/unsaved'
import { type SavedDraft, useAutosave } from '@/app/projects/[project]/new-statefulset/use-autosave'
import { checkEdit } from '@/lib/manifests/check-edit'
import { type Conflict, takeOver } from '@/lib/manifests/merge'
import type { Policy } from '@/lib/manifests/policy'
import type { EditableSet } from '@/lib/statefulsets/edit/get-editable'
import { discardEditDraft, saveEditDraft, startEditDraft } from './actions'
import { objectOf, readSession, rebase, type Session, writeSession } from './edit-session'

export interface EditContext {
  readonly namespace: string
  readonly policy: Policy
}

/** One edit in this page: what it stands on, its draft, and how both meet what others do. */
export function useEditSession(
  slug: string,
  store: DraftStore,
  first: Session,
  now: EditableSet,
  draft: SavedDraft,
  context: EditContext,
) {
  const [session, setSession] = useState(first)
  const current = useRef(first)
  /** '' until something was typed. */
  const id = useRef(draft.version === 0 ? '' : draft.id)
  const { uid } = first.base

  const stand = (next: Session) => {
    current.current = next
    setSession(next)
    const base = objectOf(next.base.text)
    store.setCheck((manifests) => checkEdit(base, manifests, context))
  }
  const save = useCallback(
    async ({ id: _, version, ...written }: SavedDraft & { readonly title: string }) => {
      if (id.current !== '') return saveEditDraft(slug, { id: id.current, version, ...written })
      const started = await startEditDraft(slug, { uid, ...written })
      if (started.ok) id.current = started.value.id
      return started
    },
    [slug, uid],
  )
  const [beside] = useState(() => ({
    write: ({ pending }: DraftState) => writeSession(current.current, pending),
    read: (pending: string) => {
      const kept = readSession(pending)
      if (kept !== null) stand(kept.session)
      return kept?.rows ?? new Map()
    },
  }))
  const key = unsavedKey(uid)
  const { saving, saveNow } = useAutosave(store, { ...draft, id: key }, save, beside)

  const change = (next: Session) => {
    stand(next)
    void saveNow()
  }
  /** False when the text cannot be read: then it stands on what it stood on. */
  const meet = (now: EditableSet): boolean => {
    store.flush()
    const rebased = rebase(current.current, store.state.text, now)
    if (rebased === null) return false
    store.setText(rebased.text)
    change(rebased.session)
    return true
  }
  // What others did since the draft was left is brought in at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the draft that was come back to.
  useEffect(() => {
    if (current.current.base.text !== now.text) meet(now)
  }, [])
  const decide = (conflict: Conflict, whose: 'mine' | 'theirs') => {
    store.flush()
    if (whose === 'theirs') store.setText(takeOver(store.state.text, conflict))
    const conflicts = current.current.conflicts.filter((one) => one !== conflict)
    change({ ...current.current, conflicts })
  }
  const discard = async () => {
    if (id.current !== '') await discardEditDraft(slug, { id: id.current }).catch(() => null)
    id.current = ''
    forgetUnsaved(key)
  }
  return {
    session,
    saving,
    saveNow,
    meet,
    decide,
    discard,
    dismiss: () => change({ ...current.current, meanwhile: null }),
  }
}

/** How the tab calls what was typed into a set. */
function unsavedKey(uid: string): string {
  return `edit-${uid}`
}
