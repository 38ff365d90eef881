'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { CodeEditor } from '@/app/_components/CodeEditor'
import type { LockedRange } from '@/app/_components/code-editor/props'
import { fieldErrorText } from '@/app/_components/field-error-text'
import { routes } from '@/lib/routes'
import { useDraft, useDraftStore } from './draft-context'

interface Props {
  readonly slug: string
  readonly label: string
  /** Lines that are kept as they are, by the text. */
  readonly lockedIn?: (text: string) => readonly LockedRange[]
}

/** 代码模式: the draft as the text that it is. */
export function CodeView({ slug, label, lockedIn }: Props) {
  const t = useTranslations()
  const store = useDraftStore()
  const text = useDraft((state) => state.text)
  /** What goes into the draft when the person pauses. */
  const [typed, setTyped] = useState<string | null>(null)
  const complaints = useDraft((state) => state.complaints)
  const markers = useMemo(
    () =>
      complaints.map((complaint) => ({
        line: complaint.line ?? 1,
        message: fieldErrorText(t, complaint),
        severity: 'error' as const,
      })),
    [complaints, t],
  )
  const locked = useMemo(() => lockedIn?.(text) ?? [], [lockedIn, text])
  const change = (next: string) => {
    setTyped(next)
    store.later('code', () => {
      store.setText(next)
      setTyped(null)
    })
  }
  return (
    <CodeEditor
      label={label}
      value={typed ?? text}
      onChange={change}
      markers={markers}
      locked={locked}
      schemaUrl={routes.manifestSchema(slug)}
    />
  )
}
