'use client'

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import { foreseeGrowth } from '@/lib/statefulsets/volumes/grow-foresight'
import type { Volumes } from '@/lib/statefulsets/volumes/volumes'
import { useSet } from '../set-context'
import { growVolumes } from './actions'
import { GrowForesight, useProblemText } from './GrowForesight'
import { ManagerConsent } from './ManagerConsent'

/** A new size for each template, and what it does to which claim, before anything is done. */
export function GrowDialog({ volumes, isOffered }: { volumes: Volumes; isOffered: boolean }) {
  const t = useTranslations('volumes')
  const common = useTranslations('common')
  const { slug, set } = useSet()
  const [isOpen, setOpen] = useState(false)
  const [sizes, setSizes] = useState<Readonly<Record<string, string>>>({})
  const [isAccepted, setAccepted] = useState(false)
  const { run, isPending, failure, reset } = useAction(growVolumes)
  const problemText = useProblemText()
  const foresight = foreseeGrowth(volumes, sizes)
  const growing = foresight.items.filter(({ verdict }) => verdict === 'grows').length
  const problemOf = (template: string) => {
    const problem = foresight.problems.find((one) => 'template' in one && one.template === template)
    return problem === undefined ? undefined : problemText(problem)
  }
  const close = () => {
    setOpen(false)
    setSizes({})
    setAccepted(false)
    reset()
  }
  const confirm = async () => {
    const input = { name: set.name, uid: set.uid, sizes, acceptsManagers: isAccepted }
    if ((await run(slug, input)) !== null) close()
  }
  const mayRun = foresight.problems.length === 0 && (volumes.managers.length === 0 || isAccepted)
  return (
    <>
      <Button size="sm" disabled={!isOffered} onClick={() => setOpen(true)}>
        {t('grow')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        size="lg"
        title={t('growTitle', { name: set.name })}
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        <Stack>
          <ActionError failure={failure} />
          <Group align="flex-start" gap="sm">
            {volumes.templates.map(({ name, size }, index) => (
              <TextInput
                key={name}
                label={t('growSize', { template: name })}
                description={t('growNow', { size })}
                value={sizes[name] ?? size}
                onChange={(event) => setSizes({ ...sizes, [name]: event.currentTarget.value.trim() })}
                error={problemOf(name)}
                autoComplete="off"
                w={200}
                data-autofocus={index === 0 ? true : undefined}
              />
            ))}
          </Group>
          <GrowForesight foresight={foresight} />
          {foresight.isReplaced && (
            <ManagerConsent managers={volumes.managers} isAccepted={isAccepted} onAccept={setAccepted} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {common('cancel')}
            </Button>
            <Button disabled={!mayRun} loading={isPending} onClick={() => void confirm()}>
              {t('growSubmit', { count: growing })}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
