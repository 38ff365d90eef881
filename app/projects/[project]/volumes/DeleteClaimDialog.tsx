'use client'

import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import { deleteClaim } from './actions'

interface Props {
  readonly slug: string
  readonly claim: {
    readonly name: string
    readonly uid: string
    readonly reclaim: string
    readonly volume: string
  }
  readonly onClose: () => void
}

/** Deletes one claim that nobody uses, by its typed name; says what becomes of the data. Mounted while it is open. */
export function DeleteClaimDialog({ slug, claim, onClose }: Props) {
  const t = useTranslations('volumes')
  const common = useTranslations('common')
  const [confirmation, setConfirmation] = useState('')
  const { run, isPending, failure, fieldText } = useAction(deleteClaim)
  const { name, uid, reclaim, volume } = claim
  const confirm = async () => {
    if ((await run(slug, { name, uid, confirmation })) !== null) onClose()
  }
  const fate = volume === '' ? 'None' : reclaim === 'Retain' || reclaim === 'Delete' ? reclaim : 'Unknown'
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('deleteTitle', { name })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack>
        <ActionError failure={failure} knownFields={['confirmation']} />
        <Text size="sm">{t(`fate${fate}`, { volume })}</Text>
        <TextInput
          label={t('deleteConfirm', { name })}
          value={confirmation}
          onChange={(event) => setConfirmation(event.currentTarget.value)}
          error={fieldText('confirmation')}
          autoComplete="off"
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button
            color="red"
            disabled={confirmation !== name}
            loading={isPending}
            onClick={() => void confirm()}
          >
            {t('deleteSubmit', { name })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
