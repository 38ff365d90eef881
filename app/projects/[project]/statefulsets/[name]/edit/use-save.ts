'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useAction } from '@/app/_components/use-action'
import { useToast } from '@/app/_components/use-toast'
import { useDraftStore } from '@/app/projects/[project]/new-statefulset/draft-context'
import type { ActionFailure } from '@/lib/result'
import type { EditableSet } from '@/lib/statefulsets/edit/get-editable'
import type { TriedUpdate } from '@/lib/statefulsets/edit/try-update'
import type { Losing } from '@/lib/statefulsets/schema'
import { readEditable, tryUpdate, updateStatefulSet } from './actions'
import type { Session } from './edit-session'
import { shortText } from './short-text'

interface Options {
  readonly slug: string
  readonly session: Session
  readonly isStopped: boolean
  readonly meet: (now: EditableSet) => boolean
  readonly saveNow: () => Promise<void>
  readonly onSaved: () => void
}

/** Asks the cluster about an edit, and saves it; where others changed the set meanwhile, it goes on from that. */
export function useSave({ slug, session, isStopped, meet, saveNow, onSaved }: Options) {
  const t = useTranslations('edit')
  const store = useDraftStore()
  const toast = useToast()
  const [answer, setAnswer] = useState<TriedUpdate | null>(null)
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [isAsking, setAsking] = useState(false)
  const [isSaving, setSaving] = useState(false)
  const reading = useAction(readEditable)
  const { name, uid, text: base } = session.base
  const input = () => ({ name, uid, base, manifest: store.state.text })

  /** Whether the edit stands on the set as it is now. */
  const goOn = async (failed: ActionFailure): Promise<boolean> => {
    if (!failed.fields.some(({ code }) => code === 'edit_changed')) return false
    const now = await reading.run(slug, { name })
    return now !== null && now.uid === uid && meet(now)
  }
  const ask = async () => {
    setAsking(true)
    setAnswer(null)
    setFailure(null)
    const result = await tryUpdate(slug, input()).catch(() => null)
    setAsking(false)
    if (result === null) return setFailure(lost)
    if (result.ok) {
      store.say(result.value.fields)
      return setAnswer(result.value.fields.length === 0 ? result.value : null)
    }
    // On another base it is asked again.
    if (!(await goOn(result))) setFailure(result)
  }
  const save = async (losing: Losing) => {
    setSaving(true)
    await saveNow()
    const result = await updateStatefulSet(slug, { ...input(), losing }).catch(() => null)
    setSaving(false)
    if (result === null) return setFailure(lost)
    if (!result.ok) {
      store.say(result.fields.filter(({ line }) => line !== undefined))
      if (await goOn(result)) return
      // Other claims would go by now: which, is asked again.
      if (result.fields.some(({ code }) => code === 'loses_claims')) await ask()
      return setFailure(result)
    }
    for (const warning of result.value.warnings) toast.warn(warning)
    for (const { path, kept } of result.value.unkept)
      toast.warn(kept === undefined ? t('dropped', { path }) : t('altered', { path, kept: shortText(kept) }))
    toast.say(t('saved', { name }))
    onSaved()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: for these the answer is another.
  useEffect(() => {
    if (!isStopped) void ask()
  }, [slug, base, isStopped])
  return { answer, isAsking, isSaving, failure: failure ?? reading.failure, save }
}

const lost: ActionFailure = { ok: false, code: 'unexpected', fields: [], requestId: '' }
