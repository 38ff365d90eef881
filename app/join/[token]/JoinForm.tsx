'use client'

import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { signIn } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import { routes } from '@/lib/routes'
import { join } from './actions'

/** Sets the first password; the set-up link also asks for the administrator's name. */
export function JoinForm({ token, username }: { token: string; username: string | null }) {
  const t = useTranslations('join')
  const { run, isPending, failure, fieldText } = useAction(join)
  const { register, handleSubmit } = useForm({
    defaultValues: { username: '', displayName: '', password: '' },
  })
  const submit = handleSubmit(async (values) => {
    const names = username === null ? { username: values.username, displayName: values.displayName } : {}
    const joined = await run({ token, password: values.password, ...names })
    if (!joined) return
    await signIn('credentials', { username: joined.username, password: values.password, redirect: false })
    window.location.assign(routes.home())
  })
  return (
    <form method="post" onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <ActionError failure={failure} knownFields={['username', 'displayName', 'password']} />
        {username === null ? (
          <>
            <TextInput
              label={t('username')}
              autoComplete="username"
              autoCapitalize="none"
              autoFocus
              error={fieldText('username')}
              {...register('username')}
            />
            <TextInput
              label={t('displayName')}
              autoComplete="name"
              error={fieldText('displayName')}
              {...register('displayName')}
            />
          </>
        ) : (
          <TextInput label={t('username')} value={username} readOnly autoComplete="username" />
        )}
        <PasswordInput
          label={t('password')}
          description={t('passwordHint')}
          autoComplete="new-password"
          error={fieldText('password')}
          {...register('password')}
        />
        <Button type="submit" loading={isPending}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  )
}
