'use client'

import { Alert, Button, Checkbox, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import { useToast } from '@/app/_components/use-toast'
import type { Retention, Volumes } from '@/lib/statefulsets/volumes/volumes'
import { useSet } from '../set-context'
import { setRetention } from './actions'

const moments = ['whenScaled', 'whenDeleted'] as const

/** What becomes of the claims later. Choosing deletion is agreed to on its own: it deletes nothing now. */
export function RetentionDialog({ volumes, isOpen: isOffered }: { volumes: Volumes; isOpen: boolean }) {
  const t = useTranslations('volumes')
  const common = useTranslations('common')
  const { slug, set } = useSet()
  const toast = useToast()
  const [isOpen, setOpen] = useState(false)
  const [wanted, setWanted] = useState<Readonly<Record<(typeof moments)[number], Retention>>>(volumes)
  const [isAccepted, setAccepted] = useState(false)
  const { run, isPending, failure } = useAction(setRetention)
  const { whenScaled, whenDeleted } = wanted
  const isChanged = moments.some((moment) => wanted[moment] !== volumes[moment])
  const isLosing = moments.some((moment) => wanted[moment] === 'Delete' && volumes[moment] === 'Retain')
  const confirm = async () => {
    const seen = { whenScaled: volumes.whenScaled, whenDeleted: volumes.whenDeleted }
    const done = await run(slug, { name: set.name, uid: set.uid, whenScaled, whenDeleted, seen })
    if (done === null) return
    for (const warning of done.warnings) toast.warn(warning)
    toast.say(t('retentionSaved'))
    setOpen(false)
  }
  return (
    <>
      <Button variant="default" size="sm" disabled={!isOffered} onClick={() => setOpen(true)}>
        {t('retentionEdit')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('retentionTitle', { name: set.name })}
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        <Stack>
          <ActionError failure={failure} />
          {moments.map((moment) => (
            <Radio.Group
              key={moment}
              label={t(`${moment}Label`)}
              value={wanted[moment]}
              onChange={(value) =>
                setWanted({ ...wanted, [moment]: value === 'Delete' ? 'Delete' : 'Retain' })
              }
            >
              <Stack gap={6} mt={6}>
                <Radio value="Retain" label={t('keep')} description={t(`${moment}RetainHint`)} />
                <Radio value="Delete" label={t('remove')} description={t(`${moment}DeleteHint`)} />
              </Stack>
            </Radio.Group>
          ))}
          {isLosing && (
            <Alert color="red" title={t('lossTitle')}>
              <Checkbox
                label={t('lossAccept')}
                checked={isAccepted}
                onChange={(event) => setAccepted(event.currentTarget.checked)}
              />
            </Alert>
          )}
          <Text size="sm" c="dimmed">
            {t('retentionNow')}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpen(false)}>
              {common('cancel')}
            </Button>
            <Button
              disabled={!isChanged || (isLosing && !isAccepted)}
              loading={isPending}
              onClick={() => void confirm()}
            >
              {t('retentionSubmit')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
