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
}

/** Deletes one claim that nobody uses, by its typed name; says what becomes of the data. */
export function DeleteClaim({ slug, claim }: Props) {
  const t = useTranslations('volumes')
  const common = useTranslations('common')
  const [isOpen, setOpen] = useState(false)
  const [confirmation, setConfirmation] = useState('')
  const { run, isPending, failure, fieldText, reset } = useAction(deleteClaim)
  const { name, uid, reclaim, volume } = claim
  const close = () => {
    setOpen(false)
    setConfirmation('')
    reset()
  }
  const confirm = async () => {
    if ((await run(slug, { name, uid, confirmation })) !== null) close()
  }
  const fate = volume === '' ? 'None' : reclaim === 'Retain' || reclaim === 'Delete' ? reclaim : 'Unknown'
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('deleteNamed', { name })}
        onClick={() => setOpen(true)}
      >
        {t('delete')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
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
            <Button variant="default" onClick={close}>
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
    </>
  )
}
