'use client'

import { Alert, Button, Group, Loader, Modal, Stack, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { useForesights } from '@/app/_components/foresight/use-foresight'
import { tellTour } from '@/app/_components/tour/tell-tour'
import { useAction } from '@/app/_components/use-action'
import { roleCan } from '@/lib/auth/permissions'
import type { DeletionMode } from '@/lib/statefulsets/schema'
import { deleteStatefulSet } from '../../actions'
import { DeletionClaims } from './DeletionClaims'
import { DeletionCompanions } from './DeletionCompanions'
import { DeletionModeField } from './DeletionModeField'
import { DeletionWarnings } from './DeletionWarnings'
import { useSet } from './set-context'

/** All that belongs to the set; what goes with it is chosen one by one, and its name is typed. */
export function DeleteDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('deletion')
  const errors = useTranslations('errors')
  const common = useTranslations('common')
  const { slug, role, set } = useSet()
  const [uid] = useState(set.uid)
  const [mode, setMode] = useState<DeletionMode>('ordered')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [confirmation, setConfirmation] = useState('')
  const { run, isPending, failure, fieldText } = useAction(deleteStatefulSet)
  const question = { project: slug, name: set.name, operation: 'delete', version: set.strip } as const
  const { known, failed } = useForesights([question])(question)
  const foresight = known?.operation === 'delete' ? known : null
  const choose = (uids: readonly string[], isOn: boolean) =>
    setChosen((all) => new Set(isOn ? [...all, ...uids] : [...all].filter((one) => !uids.includes(one))))
  const confirm = async () => {
    if (foresight === null) return
    const isMeant = ({ uid: one }: { uid: string }) => chosen.has(one)
    const claims = mode === 'orphan' ? [] : foresight.claims.filter(isMeant)
    const done = await run(slug, {
      ...{ name: set.name, uid, confirmation },
      mode: foresight.pods.length === 0 && mode === 'ordered' ? 'background' : mode,
      claims: claims.map((one) => ({ name: one.name, uid: one.uid })),
      companions: foresight.companions
        .filter(isMeant)
        .map(({ resource, name, uid: one }) => ({ resource, name, uid: one })),
    })
    if (done === null) return
    tellTour('delete')
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('title', { name: set.name })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="lg">
        <ActionError failure={failure} knownFields={['confirmation']} />
        {failed !== null && <Alert color="red" title={errors(failed)} />}
        {foresight === null && failed === null && <Loader size="sm" aria-label={t('asking')} />}
        {foresight !== null && (
          <>
            {uid !== foresight.uid && <Alert color="red">{t('remade')}</Alert>}
            <DeletionModeField foresight={foresight} mode={mode} onMode={setMode} />
            <DeletionClaims
              foresight={foresight}
              mode={mode}
              isAllowed={roleCan(role, 'claim:delete')}
              chosen={chosen}
              onChoose={choose}
            />
            <DeletionCompanions companions={foresight.companions} chosen={chosen} onChoose={choose} />
            <DeletionWarnings foresight={foresight} />
          </>
        )}
        <TextInput
          label={t('confirm', { name: set.name })}
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
            disabled={foresight === null || uid !== foresight.uid || confirmation !== set.name}
            loading={isPending}
            onClick={() => void confirm()}
          >
            {t('submit', { name: set.name })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
