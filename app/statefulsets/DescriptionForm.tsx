'use client'

import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import { setMetadata } from '@/app/projects/[project]/statefulsets/[name]/(detail)/metadata-actions'

interface Props {
  readonly slug: string
  readonly set: { readonly name: string; readonly uid: string; readonly description: string }
  readonly onClose: () => void
}

const key = 'ordinal.io/description'

/** What people say about a set; `set` is as the person saw it when they began. */
export function DescriptionForm({ slug, set, onClose }: Props) {
  const t = useTranslations('metadata')
  const common = useTranslations('common')
  const [seen] = useState(set.description)
  const [typed, setTyped] = useState(seen)
  const { run, isPending, failure } = useAction(setMetadata)
  const save = async () => {
    const entry = { key, from: seen === '' ? null : seen, to: typed === '' ? null : typed }
    const input = { name: set.name, uid: set.uid, labels: [], annotations: [entry] }
    if (typed === seen || (await run(slug, input)) !== null) onClose()
  }
  return (
    <Stack gap={6}>
      <ActionError failure={failure} />
      <Textarea
        aria-label={t('description')}
        value={typed}
        autosize
        minRows={2}
        maxRows={8}
        autoFocus
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
        }}
      />
      <Group gap="xs">
        <Button size="xs" loading={isPending} onClick={() => void save()}>
          {t('save')}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
      </Group>
    </Stack>
  )
}
