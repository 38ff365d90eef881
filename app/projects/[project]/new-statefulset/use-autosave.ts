'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { ActionResult } from '@/lib/result'
import type { DraftState, DraftStore } from './draft-store'
import { keepUnsaved, readPending, readUnsaved, writePending } from './unsaved'

/** How long somebody rests before the draft is saved, ms. */
const restMs = 1000
const retryMs = 4000

/** The version of each draft that this page stored last: a form that was left may still be saving when it is come back to. */
const latest = new Map<string, number>()

export interface SavedDraft {
  readonly id: string
  readonly version: number
  readonly content: string
  readonly pending: string
}

/** `elsewhere`: another tab saved this draft meanwhile, so this one stops saving and overwrites nothing. */
export type Saving = 'saved' | 'waiting' | 'saving' | 'failed' | 'elsewhere' | 'tooLarge'

type Save = (draft: SavedDraft & { readonly title: string }) => Promise<ActionResult<{ version: number }>>

/** What is kept beside the text of a draft. */
export interface Beside {
  readonly write: (state: DraftState) => string
  readonly read: (pending: string) => DraftState['pending']
}

const rowsBeside: Beside = { write: ({ pending }) => writePending(pending), read: readPending }

/**
 * Saves the draft while it is typed. `saveNow` resolves when what is on the screen is stored, or cannot be. `save` and
 * `beside` must stay the same.
 */
export function useAutosave(store: DraftStore, draft: SavedDraft, save: Save, beside = rowsBeside) {
  const [saving, setSaving] = useState<Saving>('saved')
  const stored = useRef({ version: draft.version, key: keyOf(draft.content, draft.pending) })
  const running = useRef<Promise<void> | null>(null)
  const isOver = useRef(false)

  const keep = useCallback(
    (version: number) =>
      keepUnsaved(draft.id, { version, text: store.state.text, pending: beside.write(store.state) }),
    [store, draft.id, beside],
  )
  const saveNow = useCallback(async () => {
    store.flush()
    await running.current
    const { text } = store.state
    const pending = beside.write(store.state)
    const key = keyOf(text, pending)
    if (isOver.current) return
    if (key === stored.current.key) return setSaving('saved')
    setSaving('saving')
    running.current = (async () => {
      const title = store.state.parts.set?.name ?? ''
      const version = Math.max(stored.current.version, latest.get(draft.id) ?? 0)
      const written = { id: draft.id, version, title, content: text, pending }
      const result = await save(written).catch(() => null)
      if (result?.ok) {
        stored.current = { version: result.value.version, key }
        latest.set(draft.id, result.value.version)
        keep(result.value.version)
        // What was typed while it was under way waits for its own turn.
        const isAll = key === keyOf(store.state.text, beside.write(store.state))
        return setSaving(isAll ? 'saved' : 'waiting')
      }
      const isElsewhere = result?.code === 'conflict' || result?.code === 'not_found'
      isOver.current = isElsewhere
      if (isElsewhere) return setSaving('elsewhere')
      setSaving(result?.code === 'invalid' ? 'tooLarge' : 'failed')
    })()
    await running.current
    running.current = null
  }, [store, draft.id, save, beside, keep])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void saveNow(), restMs)
    }
    let last = store.state
    const stop = store.subscribe(() => {
      const isSame = store.state.text === last.text && store.state.pending === last.pending
      last = store.state
      if (isSame) return
      if (!isOver.current) setSaving('waiting')
      keep(stored.current.version)
      wait()
    })
    const unsaved = readUnsaved(draft.id, stored.current.version)
    if (unsaved !== null) {
      if (unsaved.version > stored.current.version) stored.current = { version: unsaved.version, key: '' }
      store.restore({ text: unsaved.text, pending: beside.read(unsaved.pending) })
      // The page that was left may be saving the same text; before more is typed that is one save, not a conflict.
      void saveNow()
    }
    // What was typed in the last second must not go with the page.
    const leave = () => document.visibilityState === 'hidden' && void saveNow()
    document.addEventListener('visibilitychange', leave)
    return () => {
      store.flush()
      stop()
      clearTimeout(timer)
      void saveNow()
      document.removeEventListener('visibilitychange', leave)
    }
  }, [store, saveNow, draft.id, beside, keep])

  useEffect(() => {
    if (saving !== 'failed') return
    const timer = setInterval(() => void saveNow(), retryMs)
    return () => clearInterval(timer)
  }, [saving, saveNow])

  return { saving, saveNow }
}

function keyOf(content: string, pending: string): string {
  return JSON.stringify([content, pending])
}
