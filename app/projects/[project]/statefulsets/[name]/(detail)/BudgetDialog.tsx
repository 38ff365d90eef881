'use client'

import { Alert, Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import { useToast } from '@/app/_components/use-toast'
import { type BudgetRule, budgetEffect, budgetValue } from '@/lib/manifests/budget'
import type { RelatedBudget } from '@/lib/statefulsets/detail/related'
import { saveBudget } from './related-actions'
import { useSet } from './set-context'

interface Props {
  /** As the person saw it; null to make one. */
  readonly budget: RelatedBudget | null
  readonly onClose: () => void
}

/** How many pods the cluster may move away at once, and what that means for this set. */
export function BudgetDialog({ budget, onClose }: Props) {
  const t = useTranslations('budget')
  const common = useTranslations('common')
  const toast = useToast()
  const { slug, set } = useSet()
  const [name, setName] = useState(budget?.name ?? set.name)
  const seen = budget === null ? null : ruleOf(budget)
  const [kind, setKind] = useState<BudgetRule['kind']>(seen?.kind ?? 'maxUnavailable')
  const [typed, setTyped] = useState(String(seen?.value ?? 1))
  const { run, isPending, failure, fieldText } = useAction(saveBudget)
  const value = budgetValue(typed)
  const effect = value === null ? null : budgetEffect({ kind, value }, set.desired, set.ready)
  const save = async () => {
    if (value === null) return
    const done = await run(slug, {
      set: { name: set.name, uid: set.uid },
      name,
      seen: budget === null || seen === null ? null : { uid: budget.uid, rule: seen },
      rule: { kind, value },
    })
    if (done === null) return
    for (const warning of done.warnings) toast.warn(warning)
    toast.say(t('saved', { name }))
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(budget === null ? 'createTitle' : 'editTitle', { name: budget?.name ?? set.name })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('text')}</Text>
        <ActionError failure={failure} knownFields={['name']} />
        {budget === null && (
          <TextInput
            label={t('name')}
            value={name}
            error={fieldText('name')}
            spellCheck={false}
            onChange={(event) => setName(event.currentTarget.value.trim())}
          />
        )}
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <NativeSelect
            label={t('rule')}
            flex={1}
            value={kind}
            data={(['maxUnavailable', 'minAvailable'] as const).map((one) => ({ value: one, label: t(one) }))}
            onChange={(event) => setKind(event.currentTarget.value as BudgetRule['kind'])}
          />
          <TextInput
            label={t('value')}
            description={null}
            w={120}
            value={typed}
            error={value === null ? t('badValue') : undefined}
            data-autofocus
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </Group>
        {effect !== null && (
          <Alert color={effect.kind === 'some' ? 'ink' : 'yellow'} data-budget-effect={effect.kind}>
            <Text size="sm">
              {t(effect.kind, { replicas: set.desired, needed: effect.needed, allowed: effect.allowed })}
            </Text>
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button disabled={value === null || name === ''} loading={isPending} onClick={() => void save()}>
            {t(budget === null ? 'create' : 'save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function ruleOf({ minAvailable, maxUnavailable }: RelatedBudget): BudgetRule | null {
  if (minAvailable !== null) return { kind: 'minAvailable', value: minAvailable }
  return maxUnavailable === null ? null : { kind: 'maxUnavailable', value: maxUnavailable }
}
