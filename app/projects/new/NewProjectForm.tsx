'use client'

import { Button, NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import { routes } from '@/lib/routes'
import { createProject } from './actions'

interface Props {
  readonly clusters: readonly { readonly name: string; readonly isDefault: boolean }[]
}

export function NewProjectForm({ clusters }: Props) {
  const t = useTranslations('newProject')
  const router = useRouter()
  const { run, isPending, failure, fieldText } = useAction(createProject)
  const cluster = (clusters.find(({ isDefault }) => isDefault) ?? clusters[0])?.name ?? ''
  const { register, handleSubmit } = useForm({
    defaultValues: { displayName: '', slug: '', cluster, namespace: '', mode: 'existing' },
  })
  const submit = handleSubmit(async ({ mode, ...values }) => {
    const made = await run({ ...values, createNamespace: mode === 'create' })
    if (made) router.push(routes.statefulSets(made.slug))
  })
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack maw={440}>
        <ActionError failure={failure} knownFields={['displayName', 'slug', 'cluster', 'namespace']} />
        <TextInput label={t('displayName')} error={fieldText('displayName')} {...register('displayName')} />
        <TextInput
          label={t('slug')}
          description={t('slugHint')}
          autoCapitalize="none"
          error={fieldText('slug')}
          {...register('slug')}
        />
        <NativeSelect
          label={t('cluster')}
          data={clusters.map(({ name }) => name)}
          error={fieldText('cluster')}
          {...register('cluster')}
        />
        <TextInput
          label={t('namespace')}
          autoCapitalize="none"
          error={fieldText('namespace')}
          {...register('namespace')}
        />
        <Radio value="existing" label={t('existing')} {...register('mode')} />
        <Radio value="create" label={t('create')} {...register('mode')} />
        <Button type="submit" loading={isPending} style={{ alignSelf: 'flex-start' }}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  )
}
