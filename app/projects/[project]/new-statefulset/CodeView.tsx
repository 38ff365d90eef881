'use client'

import { useTranslations } from 'next-intl'
import { CodeEditor } from '@/app/_components/CodeEditor'
import { fieldErrorText } from '@/app/_components/field-error-text'
import { routes } from '@/lib/routes'
import { useDraft, useDraftStore } from './draft-context'

/** 代码模式: the draft as the text that it is. */
export function CodeView({ slug }: { slug: string }) {
  const t = useTranslations()
  const store = useDraftStore()
  const text = useDraft((state) => state.text)
  const complaints = useDraft((state) => state.complaints)
  const markers = complaints.map((complaint) => ({
    line: complaint.line ?? 1,
    message: fieldErrorText(t, complaint),
    severity: 'error' as const,
  }))
  return (
    <CodeEditor
      label={t('create.code')}
      value={text}
      onChange={(next) => store.setText(next)}
      markers={markers}
      schemaUrl={routes.manifestSchema(slug)}
    />
  )
}
