'use client'

import { Button, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { routes } from '@/lib/routes'
import { ActionError } from '../_components/ActionError'
import { useAction } from '../_components/use-action'
import { changePassword } from './actions'

export function PasswordForm() {
  const t = useTranslations('account')
  const { run, isPending, failure, fieldText } = useAction(changePassword)
  const { register, handleSubmit } = useForm({ defaultValues: { currentPassword: '', newPassword: '' } })
  const submit = handleSubmit(async (values) => {
    if ((await run(values)) !== null) window.location.assign(routes.login())
  })
  return (
    <form method="post" onSubmit={(event) => void submit(event)} noValidate>
      <Stack maw={360}>
        <Title order={2}>{t('password')}</Title>
        <ActionError failure={failure} knownFields={['currentPassword', 'newPassword']} />
        <PasswordInput
          label={t('current')}
          autoComplete="current-password"
          error={fieldText('currentPassword')}
          {...register('currentPassword')}
        />
        <PasswordInput
          label={t('new')}
          autoComplete="new-password"
          error={fieldText('newPassword')}
          {...register('newPassword')}
        />
        <Text size="sm" c="dimmed">
          {t('ends')}
        </Text>
        <Button type="submit" loading={isPending} style={{ alignSelf: 'flex-start' }}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  )
}
