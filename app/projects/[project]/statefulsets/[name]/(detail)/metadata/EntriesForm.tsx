'use client'

import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import { useToast } from '@/app/_components/use-toast'
import { setMetadata } from '../metadata-actions'
import { useSet } from '../set-context'

interface Props {
  readonly of: 'labels' | 'annotations'
  readonly seen: Readonly<Record<string, string>>
  readonly onClose: () => void
}

interface Row {
  readonly id: number
  readonly key: string
  readonly value: string
}

/** All keys of a map with their values; what is sent is the difference to what was seen. */
export function EntriesForm({ of, seen, onClose }: Props) {
  const t = useTranslations('metadata')
  const common = useTranslations('common')
  const toast = useToast()
  const { slug, set } = useSet()
  const [rows, setRows] = useState<readonly Row[]>(() =>
    Object.keys(seen)
      .sort()
      .map((key, id) => ({ id, key, value: seen[key] ?? '' })),
  )
  const { run, isPending, failure } = useAction(setMetadata)
  const wanted = new Map(rows.filter(({ key }) => key !== '').map(({ key, value }) => [key, value]))
  const entries = [...new Set([...Object.keys(seen), ...wanted.keys()])]
    .map((key) => ({ key, from: seen[key] ?? null, to: wanted.get(key) ?? null }))
    .filter(({ from, to }) => from !== to)
  const isTwice = rows.length > new Set(rows.map(({ key }) => key)).size
  const change = (id: number, part: Partial<Row>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)))
  const save = async () => {
    const maps = { labels: [], annotations: [], [of]: entries }
    const done = await run(slug, { name: set.name, uid: set.uid, ...maps })
    if (done === null) return
    for (const warning of done.warnings) toast.warn(warning)
    onClose()
  }
  return (
    <Stack gap={6}>
      <ActionError failure={failure} />
      {rows.map(({ id, key, value }, index) => (
        <Group key={id} gap="xs" wrap="nowrap">
          <TextInput
            aria-label={t('key', { number: index + 1 })}
            value={key}
            flex={1}
            spellCheck={false}
            onChange={(event) => change(id, { key: event.currentTarget.value.trim() })}
          />
          <TextInput
            aria-label={t('value', { number: index + 1 })}
            value={value}
            flex={2}
            spellCheck={false}
            onChange={(event) => change(id, { value: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('remove', { number: index + 1 })}
            onClick={() => setRows(rows.filter((row) => row.id !== id))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group justify="space-between" mt={4}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setRows([...rows, { id: (rows.at(-1)?.id ?? 0) + 1000, key: '', value: '' }])}
        >
          {t('add')}
        </Button>
        <Group gap="xs">
          <Text size="sm" c="dimmed" role="status">
            {isTwice ? t('twice') : t('changed', { count: entries.length })}
          </Text>
          <Button variant="default" size="xs" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button
            size="xs"
            loading={isPending}
            disabled={isTwice || entries.length === 0}
            onClick={() => void save()}
          >
            {t('save')}
          </Button>
        </Group>
      </Group>
    </Stack>
  )
}
