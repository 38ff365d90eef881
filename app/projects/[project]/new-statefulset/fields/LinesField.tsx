'use client'

import { Group, Text, Textarea } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { moveIn } from '@/lib/manifests/edit'
import { linesLens } from '@/lib/manifests/lens'
import { useDraftStore } from '../draft-context'
import type { At } from '../field-at'
import { FieldGroup, RemoveButton } from './FieldGroup'
import { useFieldTexts } from './fields'
import { HolderError } from './HolderError'
import type { FieldLabel } from './labels'
import { MoveTools } from './MoveTools'
import { useField } from './use-field'
import { useListFocus } from './use-list-focus'

/** A list of texts, each in a box of its own: an argument may hold spaces and whole scripts. */
export function LinesField({ at, label, addLabel }: { at: At; label: FieldLabel; addLabel: FieldLabel }) {
  const t = useTranslations('create')
  const { label: title } = useFieldTexts(label)
  const store = useDraftStore()
  const write = (next: readonly string[]) => store.putLines(at, next)
  const { value: lines, change, leave, error } = useField(at, linesLens, write)
  const { ref, focus } = useListFocus<HTMLFieldSetElement>()
  const add = () => {
    focus(lines.length, 'field', lines.length + 1)
    change([...lines, ''])
  }
  const remove = (index: number) => {
    focus(index, 'remove', lines.length - 1)
    change(lines.filter((_, at) => at !== index))
  }
  const move = (from: number, to: number) => {
    focus(to, to < from ? 'up' : 'down', lines.length)
    store.flush()
    store.editAt(at, (text, document, path) => moveIn(text, document, path, from, to))
  }
  return (
    <FieldGroup ref={ref} label={label} addLabel={addLabel} onAdd={add}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an argument is its place.
        <div key={index} data-item>
          <Group gap={4} wrap="nowrap" align="flex-start">
            <Textarea
              aria-label={t('rowValue', { number: index + 1, field: title })}
              value={line}
              autosize
              minRows={1}
              maxRows={12}
              flex={1}
              spellCheck={false}
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              onChange={(event) =>
                change(lines.map((one, at) => (at === index ? event.currentTarget.value : one)))
              }
              onBlur={leave}
            />
            <MoveTools
              title={t('rowTitle', { number: index + 1, field: title })}
              index={index}
              count={lines.length}
              onMove={move}
            />
            <RemoveButton
              label={t('removeRow', { number: index + 1, field: title })}
              onClick={() => remove(index)}
            />
          </Group>
          <HolderError at={[[...at, index]]} />
        </div>
      ))}
      {error !== undefined && (
        <Text size="xs" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
    </FieldGroup>
  )
}
