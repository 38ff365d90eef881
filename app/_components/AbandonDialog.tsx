'use client'

import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { abandonOperation } from '@/app/projects/[project]/operations/actions'
import type { OperationView } from '@/lib/operations/schema'
import { ActionError } from './ActionError'
import { useAction } from './use-action'

interface Props {
  readonly slug: string
  readonly operation: OperationView
  readonly onClose: () => void
}

/** What abandoning leaves behind, by kind where there is more to say. */
export function AbandonDialog({ slug, operation, onClose }: Props) {
  const t = useTranslations()
  const { run, isPending, failure } = useAction(abandonOperation)
  const own = `operationSteps.${operation.kind}.abandonText` as Parameters<typeof t>[0]
  const confirm = async () => {
    if ((await run(slug, { id: operation.id })) !== null) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('operationPanel.abandonTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <ActionError failure={failure} />
        <Text size="sm">{t('operationPanel.abandonText')}</Text>
        {t.has(own) && <Text size="sm">{t(own)}</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('operationPanel.keep')}
          </Button>
          <Button color="red" loading={isPending} onClick={() => void confirm()}>
            {t('operationPanel.abandonSubmit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
