'use client'

import { Group, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useController } from 'react-hook-form'
import { type Row, rowsLens } from '@/lib/manifests/lens'
import { useDraft, useDraftStore, useManifestValue } from '../draft-context'
import { type At, nameOf } from '../field-at'
import { FieldGroup, RemoveButton } from './FieldGroup'
import { useFieldTexts } from './fields'
import type { FieldLabel } from './labels'
import { RowError } from './RowError'
import { useListFocus } from './use-list-focus'

interface Props {
  readonly at: At
  readonly label: FieldLabel
  readonly addLabel: FieldLabel
  /** Writes them down in another way than into their own place; `name` is the field's. */
  readonly write?: (rows: readonly Row[], name: string) => void
}

/** A map as rows: labels, annotations, a node selector. Half-typed rows stay until they can be part of the map. */
export function RowsField({ at, label, addLabel, write }: Props) {
  const t = useTranslations('create')
  const { label: title } = useFieldTexts(label)
  const store = useDraftStore()
  const name = nameOf(at)
  const pending = useDraft(({ pending: all }) => all.get(name))
  const inText = rowsLens.get(useManifestValue(at))
  const rows = pending ?? inText
  const { field } = useController({ name, defaultValue: rows })
  const { ref, focus } = useListFocus<HTMLFieldSetElement>()
  const change = (next: readonly Row[]) => {
    field.onChange(next)
    store.putRows(name, at, next, write && (() => write(next, name)))
  }
  const set = (index: number, row: Row) => change(rows.map((one, at) => (at === index ? row : one)))
  const leave = () => {
    store.leave()
    field.onBlur()
  }
  const add = () => {
    focus(rows.length, 'field', rows.length + 1)
    change([...rows, { key: '', value: '' }])
  }
  const remove = (index: number) => {
    focus(index, 'remove', rows.length - 1)
    change(rows.filter((_, at) => at !== index))
  }
  return (
    <FieldGroup ref={ref} label={label} addLabel={addLabel} onAdd={add}>
      {rows.map(({ key, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its key is being typed.
        <div key={index} data-item>
          <Group gap={4} wrap="nowrap">
            <TextInput
              aria-label={t('rowKey', { number: index + 1, field: title })}
              placeholder={t('key')}
              value={key}
              spellCheck={false}
              flex={1}
              onChange={(event) => set(index, { key: event.currentTarget.value, value })}
              onBlur={leave}
            />
            <TextInput
              aria-label={t('rowValue', { number: index + 1, field: title })}
              placeholder={t('value')}
              value={value}
              spellCheck={false}
              flex={1}
              onChange={(event) => set(index, { key, value: event.currentTarget.value })}
              onBlur={leave}
            />
            <RemoveButton
              label={t('removeRow', { number: index + 1, field: title })}
              onClick={() => remove(index)}
            />
          </Group>
          <RowError
            at={[...at, key]}
            isTwice={rows.findIndex((row) => row.key === key) < index}
            rowKey={key}
          />
        </div>
      ))}
    </FieldGroup>
  )
}
