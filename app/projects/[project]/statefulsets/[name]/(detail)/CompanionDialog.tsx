'use client'

import { Loader, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { ActionDialog } from '@/app/_components/ActionDialog'
import { useAction } from '@/app/_components/use-action'
import { useToast } from '@/app/_components/use-toast'
import type { CompanionForesight } from '@/lib/statefulsets/deletion/delete-companion'
import { CompanionLoss } from './CompanionLoss'
import type { Companion } from './companion'
import { deleteCompanion, foreseeCompanion } from './related-actions'
import { useSet } from './set-context'

/** Deletes a Service or a budget of the set by its typed name; says who loses what by that. */
export function CompanionDialog({ companion, onClose }: { companion: Companion; onClose: () => void }) {
  const t = useTranslations('companion')
  const toast = useToast()
  const { slug, set } = useSet()
  const [foreseen, setForeseen] = useState<CompanionForesight | null>(null)
  const [confirmation, setConfirmation] = useState('')
  const asking = useAction(foreseeCompanion)
  const removing = useAction(deleteCompanion)
  const { of, item } = companion
  const { name, uid } = item
  const resource = of === 'service' ? 'services' : 'poddisruptionbudgets'
  const input = { set: { name: set.name, uid: set.uid }, resource, name } as const
  const ask = async () => setForeseen(await asking.run(slug, input))
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens.
  useEffect(() => void ask(), [])
  const remove = async () => {
    if ((await removing.run(slug, { ...input, uid, confirmation })) === null) return
    toast.say(t('done', { name }))
    onClose()
  }
  return (
    <ActionDialog
      title={t(`${of}Title`, { name })}
      submit={t('submit', { name })}
      isDangerous
      isPending={removing.isPending}
      isDisabled={foreseen === null || confirmation !== name}
      failure={asking.failure ?? removing.failure}
      knownFields={['confirmation']}
      onSubmit={() => void remove()}
      onClose={onClose}
    >
      {foreseen === null ? (
        asking.failure === null && <Loader size="sm" aria-label={t('asking')} />
      ) : (
        <>
          <CompanionLoss companion={companion} foresight={foreseen} />
          <TextInput
            label={t('confirm', { name })}
            value={confirmation}
            error={removing.fieldText('confirmation')}
            onChange={(event) => setConfirmation(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        </>
      )}
    </ActionDialog>
  )
}
