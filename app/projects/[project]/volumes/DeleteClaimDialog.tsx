'use client'

import { Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionDialog } from '@/app/_components/ActionDialog'
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
  const [confirmation, setConfirmation] = useState('')
  const { run, isPending, failure, fieldText } = useAction(deleteClaim)
  const { name, uid, reclaim, volume } = claim
  const confirm = async () => {
    if ((await run(slug, { name, uid, confirmation })) !== null) onClose()
  }
  const fate = volume === '' ? 'None' : reclaim === 'Retain' || reclaim === 'Delete' ? reclaim : 'Unknown'
  return (
    <ActionDialog
      title={t('deleteTitle', { name })}
      submit={t('deleteSubmit', { name })}
      isDangerous
      isPending={isPending}
      isDisabled={confirmation !== name}
      failure={failure}
      knownFields={['confirmation']}
      size="md"
      onSubmit={() => void confirm()}
      onClose={onClose}
    >
      <Text size="sm">{t(`fate${fate}`, { volume })}</Text>
      <TextInput
        label={t('deleteConfirm', { name })}
        value={confirmation}
        onChange={(event) => setConfirmation(event.currentTarget.value)}
        error={fieldText('confirmation')}
        autoComplete="off"
        data-autofocus
      />
    </ActionDialog>
  )
}
