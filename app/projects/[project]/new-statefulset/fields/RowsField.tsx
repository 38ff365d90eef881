'use client'

import { Group, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { Row } from '@/lib/manifests/rows'
import { useDraft, useDraftStore } from '../draft-context'
import { type At, nameOf } from '../field-at'
import { FieldGroup, RemoveButton } from './FieldGroup'
import { useFieldTexts } from './fields'
import { HolderError } from './HolderError'
import type { FieldLabel } from './labels'
import { MoveTools } from './MoveTools'
import { RowError } from './RowError'
import { useTyped } from './use-field'
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
  const inText = JSON.parse(useDraft(() => JSON.stringify(store.rowsAt(name, at)))) as readonly Row[]
  const {
    value: rows,
    change,
    leave,
  } = useTyped(at, inText, (next) => store.putRows(name, at, next, write && (() => write(next, name))))
  const { ref, focus } = useListFocus<HTMLFieldSetElement>()
  const set = (index: number, row: Row) => change(rows.map((one, at) => (at === index ? row : one)))
  const add = () => {
    focus(rows.length, 'field', rows.length + 1)
    change([...rows, { key: '', value: '' }])
  }
  const remove = (index: number) => {
    focus(index, 'remove', rows.length - 1)
    change(rows.filter((_, at) => at !== index))
  }
  const move = (from: number, to: number) => {
    focus(to, to < from ? 'up' : 'down', rows.length)
    change(rows.toSpliced(from, 1).toSpliced(to, 0, ...rows.slice(from, from + 1)))
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
            <MoveTools
              title={t('rowTitle', { number: index + 1, field: title })}
              index={index}
              count={rows.length}
              onMove={move}
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
      <HolderError at={[at]} />
    </FieldGroup>
  )
}
