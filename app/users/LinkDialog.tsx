'use client'

import { Button, CopyButton, Modal, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'

export interface Link {
  readonly username: string
  readonly url: string
}

/** A one-time link, which is shown once. */
export function LinkDialog({ link, onClose }: { link: Link | null; onClose: () => void }) {
  const t = useTranslations('users')
  const common = useTranslations('common')
  return (
    <Modal
      opened={link !== null}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': common('close') }}
      title={t('linkTitle', { username: link?.username ?? '' })}
    >
      <Stack>
        <Text size="sm">{t('linkText')}</Text>
        <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }} data-testid="invitation-link">
          {link?.url}
        </Text>
        <CopyButton value={link?.url ?? ''}>
          {({ copied, copy }) => <Button onClick={copy}>{common(copied ? 'copied' : 'copy')}</Button>}
        </CopyButton>
      </Stack>
    </Modal>
  )
}
