'use client'

import { Alert, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { RelatedBudget, RelatedService } from '@/lib/statefulsets/detail/related'
import { useSet } from './set-context'

/** Names and addresses that go with a Service. */
export function ServiceLoss({ service, namespace }: { service: RelatedService; namespace: string }) {
  const t = useTranslations('companion')
  const { set } = useSet()
  const { name, isGoverning, isHeadless, type } = service
  const host = `${name}.${namespace}.svc`
  const pods = set.ordinals.filter(({ isWanted }) => isWanted).map(({ podName }) => `${podName}.${host}`)
  return (
    <>
      {isGoverning && (
        <Alert color="red" title={t('governingTitle', { set: set.name })}>
          {t('governing', { count: pods.length, first: pods[0] ?? '', last: pods.at(-1) ?? '' })}
        </Alert>
      )}
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {t('host', { host })}
      </Text>
      {!isHeadless && <Text size="sm">{t(type === 'ClusterIP' ? 'address' : 'outside')}</Text>}
      <Text size="sm">{t('podsStay')}</Text>
    </>
  )
}

/** What guards the pods without a budget: `budgets` are the others. */
export function BudgetLoss({ budgets }: { budgets: readonly RelatedBudget[] }) {
  const t = useTranslations('companion')
  const names = budgets.map(({ name }) => name).join(', ')
  return <Text size="sm">{budgets.length === 0 ? t('unguarded') : t('guarded', { names })}</Text>
}
