'use client'

import { ActionIcon, Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import { roleCan } from '@/lib/auth/permissions'
import { setMetadata } from './metadata-actions'
import { useSet } from './set-context'

const key = 'ordinal.io/description'

/** What people say about the set, edited where it stands. */
export function Description() {
  const t = useTranslations('metadata')
  const common = useTranslations('common')
  const { slug, role, set, isGone } = useSet()
  const [typed, setTyped] = useState<string | null>(null)
  /** As the person saw it when they began. */
  const [seen, setSeen] = useState('')
  const { run, isPending, failure, reset } = useAction(setMetadata)
  const mayEdit = roleCan(role, 'statefulset:edit') && !isGone && set.state !== 'deleting'
  const begin = () => {
    setSeen(set.description)
    setTyped(set.description)
  }
  const end = () => {
    setTyped(null)
    reset()
  }
  const save = async (text: string) => {
    const entry = { key, from: seen === '' ? null : seen, to: text === '' ? null : text }
    const input = { name: set.name, uid: set.uid, labels: [], annotations: [entry] }
    if (text === seen || (await run(slug, input)) !== null) end()
  }
  if (typed === null) {
    if (set.description === '' && !mayEdit) return null
    return (
      <Group gap={4} wrap="nowrap" align="flex-start">
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
          {set.description || t('noDescription')}
        </Text>
        {mayEdit && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('editDescription')}
            title={t('editDescription')}
            onClick={begin}
          >
            <IconPencil size={14} aria-hidden />
          </ActionIcon>
        )}
      </Group>
    )
  }
  return (
    <Stack gap={6} w="min(560px, 100%)" mt={4}>
      <ActionError failure={failure} />
      <Textarea
        aria-label={t('description')}
        value={typed}
        autosize
        minRows={2}
        maxRows={8}
        autoFocus
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') end()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save(typed)
        }}
      />
      <Group gap="xs">
        <Button size="xs" loading={isPending} onClick={() => void save(typed)}>
          {t('save')}
        </Button>
        <Button size="xs" variant="default" onClick={end}>
          {common('cancel')}
        </Button>
      </Group>
    </Stack>
  )
}
