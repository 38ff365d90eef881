'use client'

import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { fieldErrorText } from '@/app/_components/field-error-text'
import { useAction } from '@/app/_components/use-action'
import { withFirstMode } from '@/lib/statefulsets/volumes/access-modes'
import { foreseeTemplate } from '@/lib/statefulsets/volumes/template-foresight'
import type { TemplateRow, Volumes } from '@/lib/statefulsets/volumes/volumes'
import { useSet } from '../set-context'
import { changeTemplate } from './actions'
import { ManagerConsent } from './ManagerConsent'
import { TemplateForesight } from './TemplateForesight'

const modes = ['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany'] as const
type Mode = (typeof modes)[number]

interface Props {
  readonly volumes: Volumes
  /** The template that is changed; absent for a new one. */
  readonly present?: TemplateRow
  readonly onClose: () => void
}

/** A claim template, and what it means for pods and claims, before anything is done. */
export function TemplateDialog({ volumes, present, onClose }: Props) {
  const t = useTranslations('volumes.template')
  const all = useTranslations()
  const { slug, set } = useSet()
  const [template, setTemplate] = useState(present?.name ?? '')
  const [size, setSize] = useState(present?.size ?? '')
  const [className, setClassName] = useState(present?.className ?? '')
  const [accessMode, setAccessMode] = useState<Mode>(
    modes.find((mode) => mode === present?.accessModes[0]) ?? 'ReadWriteOnce',
  )
  const [paths, setPaths] = useState<Readonly<Record<string, string>>>({})
  const [isAccepted, setAccepted] = useState(false)
  const { run, isPending, failure } = useAction(changeTemplate)
  const mounts = Object.entries(paths)
    .filter(([, mountPath]) => mountPath !== '')
    .map(([container, mountPath]) => ({ container, mountPath }))
  const wanted = { template, size, className, accessMode, mounts: present === undefined ? mounts : [] }
  const pods = set.ordinals
    .filter(({ isWanted }) => isWanted)
    .map(({ ordinal, podName }) => ({ name: podName, ordinal }))
  const foresight = foreseeTemplate({ name: set.name, pods }, volumes, wanted)
  const furtherModes = withFirstMode(present?.accessModes ?? [], accessMode).slice(1)
  const isTyped = template !== '' && size !== ''
  const errorAt = (path: string) => {
    const problem = foresight.problems.find((one) => one.path === path && one.detail !== '')
    if (problem === undefined) return undefined
    return fieldErrorText(all, { ...problem, code: `template_${problem.code}` })
  }
  const confirm = async () => {
    const input = { name: set.name, uid: set.uid, ...wanted, acceptsManagers: isAccepted }
    if ((await run(slug, input)) !== null) onClose()
  }
  const isSettled = volumes.managers.length === 0 || isAccepted
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={
        present === undefined ? t('addTitle', { name: set.name }) : t('changeTitle', { name: present.name })
      }
      closeButtonProps={{ 'aria-label': all('common.close') }}
    >
      <Stack>
        <ActionError failure={failure} />
        <Group align="flex-start" gap="sm">
          {present === undefined && (
            <TextInput
              label={t('name')}
              value={template}
              onChange={(event) => setTemplate(event.currentTarget.value.trim())}
              error={errorAt('template')}
              autoComplete="off"
              data-autofocus
              w={130}
            />
          )}
          <TextInput
            label={t('size')}
            placeholder="10Gi"
            value={size}
            onChange={(event) => setSize(event.currentTarget.value.trim())}
            error={errorAt('size')}
            autoComplete="off"
            w={96}
          />
          <NativeSelect
            label={t('class')}
            value={className}
            onChange={(event) => setClassName(event.currentTarget.value)}
            data={[
              { value: '', label: t('defaultClass') },
              ...volumes.classes.map((value) => ({ value, label: value })),
            ]}
            w={150}
          />
          <NativeSelect
            label={t('mode')}
            value={accessMode}
            onChange={(event) =>
              setAccessMode(modes.find((mode) => mode === event.currentTarget.value) ?? accessMode)
            }
            data={[...modes]}
            description={furtherModes.length > 0 && t('furtherModes', { modes: furtherModes.join(', ') })}
            w={170}
          />
        </Group>
        {present === undefined &&
          volumes.containers.map(({ name }) => (
            <TextInput
              key={name}
              label={t('mount', { container: name })}
              placeholder="/data"
              value={paths[name] ?? ''}
              onChange={(event) => setPaths({ ...paths, [name]: event.currentTarget.value.trim() })}
              error={errorAt(`mounts.${name}`)}
              autoComplete="off"
            />
          ))}
        {isTyped && <TemplateForesight foresight={foresight} />}
        {isTyped && (
          <ManagerConsent managers={volumes.managers} isAccepted={isAccepted} onAccept={setAccepted} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {all('common.cancel')}
          </Button>
          <Button
            disabled={!isTyped || foresight.problems.length > 0 || !isSettled}
            loading={isPending}
            onClick={() => void confirm()}
          >
            {present === undefined ? t('addSubmit') : t('changeSubmit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
