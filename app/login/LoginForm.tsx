'use client'

import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { signIn } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm } from 'react-hook-form'

type Problem = { kind: 'wrong' } | { kind: 'throttled'; minutes: number } | { kind: 'failed' }

export function LoginForm({ target }: { target: string }) {
  const t = useTranslations('login')
  const [problem, setProblem] = useState<Problem | null>(null)
  const { register, handleSubmit, formState } = useForm({ defaultValues: { username: '', password: '' } })
  const submit = handleSubmit(async (values) => {
    setProblem(null)
    const answer = await signIn('credentials', { ...values, redirect: false }).catch(() => undefined)
    if (answer?.ok) window.location.assign(target)
    else setProblem(readProblem(answer?.error ?? undefined))
  })
  return (
    <form method="post" onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        {problem && (
          <Alert color="red" variant="light" role="alert">
            {problem.kind === 'throttled' ? t('throttled', { minutes: problem.minutes }) : t(problem.kind)}
          </Alert>
        )}
        <TextInput
          label={t('username')}
          autoComplete="username"
          autoCapitalize="none"
          autoFocus
          {...register('username')}
        />
        <PasswordInput label={t('password')} autoComplete="current-password" {...register('password')} />
        <Button type="submit" loading={formState.isSubmitting}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  )
}

function readProblem(error: string | undefined): Problem {
  const seconds = /^throttled:(\d+)$/.exec(error ?? '')?.[1]
  if (seconds !== undefined) return { kind: 'throttled', minutes: Math.ceil(Number(seconds) / 60) }
  return { kind: error === 'CredentialsSignin' ? 'wrong' : 'failed' }
}
