'use client'

import { Button, Group, Modal, Stack } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { ActionFailure } from '@/lib/result'
import { ActionError } from './ActionError'

interface Props {
  readonly title: string
  /** The verb. */
  readonly submit: string
  readonly isDangerous?: boolean
  readonly isPending: boolean
  /** Nothing to do, or not ready to. */
  readonly isDisabled?: boolean
  /** It was asked for: what follows is shown, and there is nothing more to press. */
  readonly isAsked?: boolean
  readonly failure: ActionFailure | null
  readonly knownFields?: readonly string[]
  readonly size?: string
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** What will happen, and one button named by its verb. Mounted while it is open. */
export function ActionDialog(props: Props) {
  const { title, submit, isDangerous = false, isPending, isDisabled = false, isAsked = false } = props
  const { failure, knownFields = [], size = 'lg', onSubmit, onClose, children } = props
  const common = useTranslations('common')
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="sm">
        {children}
        <ActionError failure={failure} knownFields={knownFields} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common(isAsked ? 'close' : 'cancel')}
          </Button>
          {!isAsked && (
            <Button
              color={isDangerous ? 'red' : 'ink'}
              loading={isPending}
              disabled={isDisabled}
              onClick={onSubmit}
              data-autofocus
            >
              {submit}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
