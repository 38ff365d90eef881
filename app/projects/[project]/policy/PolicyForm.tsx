'use client'

import { Button, Checkbox, Stack, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import { useToast } from '@/app/_components/use-toast'
import { type Policy, policyRules } from '@/lib/manifests/policy'
import { setPolicy } from './actions'

export function PolicyForm({ slug, policy }: { slug: string; policy: Policy }) {
  const t = useTranslations('policy')
  const toast = useToast()
  const { run, isPending, failure } = useAction(setPolicy)
  const { register, handleSubmit } = useForm({
    defaultValues: { ...policy, serviceAccounts: policy.serviceAccounts.join(' ') },
  })
  const save = handleSubmit(async ({ serviceAccounts, ...rules }) => {
    const accounts = serviceAccounts.split(/[\s,]+/).filter((name) => name !== '')
    const saved = await run({ slug, policy: { ...rules, serviceAccounts: accounts } })
    if (saved !== null) toast.say(t('saved'))
  })
  return (
    <Stack component="form" maw={560} gap="xs" onSubmit={(event) => void save(event)}>
      <ActionError failure={failure} />
      {policyRules.map((rule) => (
        <Checkbox key={rule} size="sm" label={t(`rules.${rule}`)} {...register(rule)} />
      ))}
      <TextInput
        mt="sm"
        label={t('rules.serviceAccounts')}
        spellCheck={false}
        autoComplete="off"
        {...register('serviceAccounts')}
      />
      <Button type="submit" mt="sm" loading={isPending} style={{ alignSelf: 'flex-start' }}>
        {t('save')}
      </Button>
    </Stack>
  )
}
