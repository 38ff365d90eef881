'use client'

import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'

interface Props {
  readonly isPending: boolean
  readonly onDiscard: () => void
}

/** Throws the draft away, after asking: nothing brings it back. */
export function DiscardButton({ isPending, onDiscard }: Props) {
  const t = useTranslations('create')
  const common = useTranslations('common')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setOpen(true)}>
        {t('discard')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        closeButtonProps={{ 'aria-label': common('close') }}
        title={t('discardTitle')}
      >
        <Stack>
          <Text size="sm">{t('discardText')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpen(false)} data-autofocus>
              {common('cancel')}
            </Button>
            <Button color="red" loading={isPending} onClick={onDiscard}>
              {t('discardSubmit')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
