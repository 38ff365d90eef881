'use client'

import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useController } from 'react-hook-form'
import { type Row, rowsLens } from '@/lib/manifests/lens'
import { useDraft, useDraftStore, useManifestValue } from '../draft-context'
import { type At, nameOf } from '../draft-store'
import { useFieldTexts } from './fields'
import type { FieldLabel } from './labels'
import { RowError } from './RowError'

interface Props {
  readonly at: At
  readonly label: FieldLabel
  readonly addLabel: FieldLabel
  /** Writes them down in another way than into their own place. */
  readonly write?: (rows: readonly Row[]) => void
}

/** A map as rows: labels, annotations, a node selector. Half-typed rows stay until they can be part of the map. */
export function RowsField({ at, label, addLabel, write }: Props) {
  const t = useTranslations('create')
  const { label: title, description } = useFieldTexts(label)
  const store = useDraftStore()
  const name = nameOf(at)
  const pending = useDraft(({ pending: all }) => all.get(name))
  const inText = rowsLens.get(useManifestValue(at))
  const rows = pending ?? inText
  const { field } = useController({ name, defaultValue: rows })
  const change = (next: readonly Row[]) => {
    field.onChange(next)
    store.putRows(name, at, next, write && (() => write(next)))
  }
  const set = (index: number, row: Row) => change(rows.map((one, at) => (at === index ? row : one)))
  return (
    <Stack gap={6} component="fieldset" bd={0} p={0} m={0}>
      <Text component="legend" size="sm" fw={500} p={0}>
        {title}
      </Text>
      {description !== undefined && (
        <Text size="xs" c="dimmed">
          {description}
        </Text>
      )}
      {rows.map(({ key, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its key is being typed.
        <div key={index}>
          <Group gap="xs" wrap="nowrap">
            <TextInput
              aria-label={t('rowKey', { number: index + 1, field: title })}
              placeholder={t('key')}
              value={key}
              spellCheck={false}
              flex={1}
              onChange={(event) => set(index, { key: event.currentTarget.value, value })}
              onBlur={field.onBlur}
            />
            <TextInput
              aria-label={t('rowValue', { number: index + 1, field: title })}
              placeholder={t('value')}
              value={value}
              spellCheck={false}
              flex={1}
              onChange={(event) => set(index, { key, value: event.currentTarget.value })}
              onBlur={field.onBlur}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('removeRow', { number: index + 1, field: title })}
              onClick={() => change(rows.filter((_, at) => at !== index))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
          <RowError
            at={[...at, key]}
            isTwice={rows.findIndex((row) => row.key === key) < index}
            rowKey={key}
          />
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => change([...rows, { key: '', value: '' }])}
      >
        {t(`fields.${addLabel}`)}
      </Button>
    </Stack>
  )
}
