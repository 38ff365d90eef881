'use client'

import { Alert, Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import { useToast } from '@/app/_components/use-toast'
import type { RelatedService } from '@/lib/statefulsets/detail/related'
import type { EditableService } from '@/lib/statefulsets/edit/save-service'
import { PortRows } from './PortRows'
import { portOf, type TypedPort, typedPort } from './port-rows'
import { readService, saveService } from './related-actions'
import { useSet } from './set-context'

interface Props {
  /** As the person saw it; null to make one. */
  readonly service: RelatedService | null
  readonly onClose: () => void
}

/** A Service for the pods of the set: made, or with other ports. */
export function ServiceDialog({ service, onClose }: Props) {
  const t = useTranslations('serviceDialog')
  const common = useTranslations('common')
  const toast = useToast()
  const { slug, set } = useSet()
  /** The governing one is made under the name that the set gives it. */
  const isGoverningMissing = service === null && set.serviceName !== ''
  const [name, setName] = useState(service?.name ?? (set.serviceName || set.name))
  const [isHeadless, setHeadless] = useState(isGoverningMissing)
  const [takesPods, setTakesPods] = useState(service === null || !service.selectsPods)
  const [ports, setPorts] = useState<readonly TypedPort[]>([])
  const [seen, setSeen] = useState<EditableService | null>(null)
  const reading = useAction(readService)
  const saving = useAction(saveService)
  const read = async () => {
    if (service === null) return
    const found = await reading.run(slug, { name: service.name })
    if (found === null) return
    setSeen(found)
    setPorts(found.ports.map(typedPort))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens.
  useEffect(() => void read(), [])
  const wanted = ports.map(portOf)
  const isReady = service === null || seen !== null
  const save = async () => {
    const done = await saving.run(slug, {
      set: { name: set.name, uid: set.uid },
      name,
      seen: seen === null ? null : { uid: seen.uid, resourceVersion: seen.resourceVersion },
      isHeadless,
      ports: wanted,
      takesPods,
    })
    if (done === null) return
    for (const warning of done.warnings) toast.warn(warning)
    toast.say(t('saved', { name }))
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(service === null ? 'createTitle' : 'editTitle', { name: service?.name ?? set.name })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="sm">
        <ActionError failure={reading.failure ?? saving.failure} knownFields={['name']} />
        {service === null && (
          <>
            <TextInput
              label={t('name')}
              value={name}
              error={saving.fieldText('name')}
              spellCheck={false}
              data-autofocus
              onChange={(event) => setName(event.currentTarget.value.trim())}
            />
            <Checkbox
              label={t('headless')}
              description={t('headlessText')}
              checked={isHeadless}
              onChange={(event) => setHeadless(event.currentTarget.checked)}
            />
            {isHeadless && set.serviceName !== name && set.serviceName !== '' && (
              <Text size="sm" c="var(--state-held)">
                {t('notGoverning', { name: set.serviceName })}
              </Text>
            )}
          </>
        )}
        {service !== null && !service.selectsPods && (
          <Alert color="yellow" title={t('missesTitle')}>
            <Checkbox
              label={t('takesPods')}
              checked={takesPods}
              onChange={(event) => setTakesPods(event.currentTarget.checked)}
            />
          </Alert>
        )}
        {isReady && (
          <PortRows ports={ports} onChange={setPorts} mayBeEmpty={seen?.isHeadless ?? isHeadless} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button disabled={!isReady || name === ''} loading={saving.isPending} onClick={() => void save()}>
            {t(service === null ? 'create' : 'save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
