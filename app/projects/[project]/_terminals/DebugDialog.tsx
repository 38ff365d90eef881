'use client'

import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import type { DebugFacts } from '@/lib/terminals/debug'
import { addDebugContainer, lookForDebug } from './actions'
import type { TerminalTarget } from './terminal-state'

interface Props {
  readonly slug: string
  readonly target: TerminalTarget
  /** Opens a terminal in a container of the same pod. */
  readonly onOpen: (container: string, uid: string) => void
  readonly onClose: () => void
}

/** Adds a container with tools to a pod, once it is clear that it stays there; or opens one that was added before. */
export function DebugDialog({ slug, target, onOpen, onClose }: Props) {
  const t = useTranslations('terminal.debug')
  const common = useTranslations('common')
  const { pod, container } = target
  const look = useAction(lookForDebug)
  const add = useAction(addDebugContainer)
  const [facts, setFacts] = useState<DebugFacts | null>(null)
  const [image, setImage] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the dialog opens.
  useEffect(() => {
    void look.run(slug, { pod, container }).then((found) => {
      setFacts(found)
      setImage(found?.images[0] ?? '')
    })
  }, [])
  const start = async () => {
    if (facts === null) return
    const made = await add.run(slug, { pod, uid: facts.uid, container, image })
    if (made !== null) onOpen(made.container, facts.uid)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title', { container })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('what', { container })}</Text>
        <Text size="sm">{t('permanent', { pod })}</Text>
        {facts !== null && facts.added.length > 0 && (
          <div>
            <Text size="sm" fw={600}>
              {t('added')}
            </Text>
            <ul>
              {facts.added.map(({ name, image: used, isRunning }) => (
                <li key={name}>
                  <Group gap="xs">
                    <Text span size="sm">
                      {t(isRunning ? 'running' : 'over', { name, image: used })}
                    </Text>
                    {isRunning && (
                      <Button size="compact-xs" variant="default" onClick={() => onOpen(name, facts.uid)}>
                        {t('use')}
                      </Button>
                    )}
                  </Group>
                </li>
              ))}
            </ul>
          </div>
        )}
        {facts !== null && facts.images.length === 0 ? (
          <Text size="sm">{t('off')}</Text>
        ) : (
          <NativeSelect
            label={t('image')}
            value={image}
            data={[...(facts?.images ?? [])]}
            onChange={({ currentTarget: { value } }) => setImage(value)}
          />
        )}
        <ActionError failure={add.failure ?? look.failure} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button onClick={start} loading={add.isPending} disabled={image === ''}>
            {t('submit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
