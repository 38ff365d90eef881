'use client'

import { NativeSelect } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { deleteIn, setIn } from '@/lib/manifests/edit'
import { fieldsOf, valueAt } from '@/lib/manifests/read'
import { spreadFields, spreadOf, spreads } from '@/lib/manifests/spread'
import { useDraftStore, useManifestValue } from '../draft-context'
import { useFieldTexts } from '../fields/fields'

const podSpec = ['spec', 'template', 'spec'] as const

/** Whether pods share a node or a zone, in one choice; rules that were written by hand are kept as they are. */
export function SpreadField() {
  const t = useTranslations('create.spreads')
  const texts = useFieldTexts('spread')
  const store = useDraftStore()
  const spec = fieldsOf(useManifestValue(['set', 'spec']))
  const labels = fieldsOf(valueAt(spec, ['selector', 'matchLabels']))
  const spread = spreadOf(fieldsOf(valueAt(spec, ['template', 'spec'])), labels)
  const choose = (value: string) => {
    const chosen = spreads.find((one) => one === value)
    if (chosen === undefined) return
    store.flush()
    store.editAt(['set', ...podSpec], (text, document, path) =>
      Object.entries(spreadFields(chosen, labels)).reduce(
        (next, [field, rule]) =>
          rule === undefined
            ? deleteIn(next, document, [...path, field], path.length)
            : setIn(next, document, [...path, field], rule),
        text,
      ),
    )
  }
  const offered = spread === 'custom' ? (['custom', ...spreads] as const) : spreads
  return (
    <NativeSelect
      {...texts}
      value={spread}
      data={offered.map((value) => ({ value, label: t(value) }))}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  )
}
