'use client'

import { useTranslations } from 'next-intl'
import { FactList } from '@/app/_components/foresight/FactList'
import type { DeletionForesight } from '@/lib/statefulsets/foresight'

/** Who would make the set again. */
export function DeletionWarnings({ foresight }: { foresight: DeletionForesight }) {
  const t = useTranslations('foresight')
  const facts = foresight.managers.map(
    ({ kind, name }) =>
      ({ key: `manager ${kind}`, tone: 'warn', text: t(`manager_${kind}`, { name }) }) as const,
  )
  return facts.length === 0 ? null : <FactList facts={facts} label={t('label')} />
}
