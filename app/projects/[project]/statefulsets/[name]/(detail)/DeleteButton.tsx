'use client'

import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import { useToast } from '@/app/_components/use-toast'
import { deleteStatefulSet } from '@/app/projects/[project]/statefulsets/actions'
import { routes } from '@/lib/routes'

export function DeleteButton({
  slug,
  name,
  uid,
  pods,
}: {
  slug: string
  name: string
  uid: string
  pods: number
}) {
  const t = useTranslations('detail')
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const [isOpen, setOpen] = useState(false)
  const [confirmation, setConfirmation] = useState('')
  const { run, isPending, failure, fieldText } = useAction(deleteStatefulSet)
  const confirm = async () => {
    // What is deleted is the set whose uid this page showed, not another one of its name.
    const done = await run(slug, { name, uid, confirmation })
    if (done === null) return
    toast.say(t('deleted', { name }))
    router.push(routes.statefulSets(slug))
  }
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setOpen(true)}>
        {t('delete')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        closeButtonProps={{ 'aria-label': common('close') }}
        title={t('deleteTitle', { name })}
      >
        <Stack>
          <ActionError failure={failure} knownFields={['confirmation']} />
          <Text size="sm">{t('deleteText', { count: pods })}</Text>
          <TextInput
            label={t('deleteConfirm', { name })}
            value={confirmation}
            onChange={(event) => setConfirmation(event.currentTarget.value)}
            error={fieldText('confirmation')}
            autoComplete="off"
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpen(false)}>
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
