'use client'

import { ActionIcon, Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { linesLens } from '@/lib/manifests/lens'
import type { At } from '../draft-store'
import { useFieldTexts } from './fields'
import { HolderError } from './HolderError'
import type { FieldLabel } from './labels'
import { useField } from './use-field'

/** A list of texts, each in a box of its own: an argument may hold spaces and whole scripts. */
export function LinesField({ at, label, addLabel }: { at: At; label: FieldLabel; addLabel: FieldLabel }) {
  const t = useTranslations('create')
  const { label: title, description } = useFieldTexts(label)
  const { value: lines, change, leave, error } = useField(at, linesLens)
  return (
    <Stack gap={6} component="fieldset" bd={0} p={0} m={0}>
      <Text component="legend" size="sm" fw={600} p={0}>
        {title}
      </Text>
      {description !== undefined && (
        <Text size="xs" c="dimmed">
          {description}
        </Text>
      )}
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an argument is its place.
        <div key={index}>
          <Group gap="xs" wrap="nowrap" align="flex-start">
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
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('removeRow', { number: index + 1, field: title })}
              onClick={() => change(lines.filter((_, at) => at !== index))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
          <HolderError at={[[...at, index]]} />
        </div>
      ))}
      {error !== undefined && (
        <Text size="xs" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => change([...lines, ''])}
      >
        {t(`fields.${addLabel}`)}
      </Button>
    </Stack>
  )
}
