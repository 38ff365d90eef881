'use client'

import { useTranslations } from 'next-intl'
import type { Lens } from '@/lib/manifests/lens'
import { useDraftStore } from '../draft-context'
import type { At } from '../field-at'
import { ChoiceField } from '../fields/fields'

const modes = ['ReadWriteOnce', 'ReadWriteOncePod', 'ReadOnlyMany', 'ReadWriteMany'] as const

/** One mode of the list; several together are shown as they are, and kept. */
const firstLens: Lens<string> = {
  get: (value) => (Array.isArray(value) ? value.join(', ') : ''),
  put: (field) => (field === '' ? undefined : field.split(', ')),
}

export function AccessModeField({ at }: { at: At }) {
  const t = useTranslations('create.accessModes')
  const store = useDraftStore()
  return (
    <ChoiceField
      at={at}
      label="accessMode"
      lens={firstLens}
      write={(mode) => store.putLines(at, mode.split(', '))}
      choices={modes.map((value) => ({ value, label: t(value) }))}
    />
  )
}
