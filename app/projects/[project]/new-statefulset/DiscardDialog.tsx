'use client'

import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'

interface Props {
  readonly isOpen: boolean
  readonly isPending: boolean
  readonly onDiscard: () => void
  readonly onClose: () => void
}

/** Nothing brings a draft back. */
export function DiscardDialog({ isOpen, isPending, onDiscard, onClose }: Props) {
  const t = useTranslations('create')
  const common = useTranslations('common')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': common('close') }}
      title={t('discardTitle')}
    >
      <Stack>
        <Text size="sm">{t('discardText')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common('cancel')}
          </Button>
          <Button color="red" loading={isPending} onClick={onDiscard}>
            {t('discardSubmit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
