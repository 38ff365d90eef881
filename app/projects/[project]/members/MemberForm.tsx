'use client'

import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import { type ProjectRole, projectRoles } from '@/lib/auth/permissions'
import { setMember } from './actions'

export function MemberForm({ slug }: { slug: string }) {
  const t = useTranslations()
  const router = useRouter()
  const { run, isPending, failure, fieldText } = useAction(setMember)
  const { register, handleSubmit, reset } = useForm<{ username: string; role: ProjectRole }>({
    defaultValues: { username: '', role: 'viewer' },
  })
  const submit = handleSubmit(async (values) => {
    if ((await run(slug, values)) === null) return
    reset()
    router.refresh()
  })
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <ActionError failure={failure} knownFields={['username', 'role']} />
      <Group align="flex-start" gap="sm">
        <TextInput
          label={t('members.username')}
          autoCapitalize="none"
          error={fieldText('username')}
          {...register('username')}
        />
        <NativeSelect
          label={t('members.role')}
          data={projectRoles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
          {...register('role')}
        />
        <Button type="submit" loading={isPending} mt={24}>
          {t('members.add')}
        </Button>
      </Group>
    </form>
  )
}
