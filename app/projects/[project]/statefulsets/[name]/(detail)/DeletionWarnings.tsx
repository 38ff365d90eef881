'use client'

import { useTranslations } from 'next-intl'
import { FactList } from '@/app/_components/foresight/FactList'
import { managerFact } from '@/app/_components/foresight/use-facts'
import type { DeletionForesight } from '@/lib/statefulsets/replicas/foresight'

/** Who would make the set again. */
export function DeletionWarnings({ foresight }: { foresight: DeletionForesight }) {
  const t = useTranslations('foresight')
  const facts = foresight.managers.map((manager) => managerFact(t, manager))
  return facts.length === 0 ? null : <FactList facts={facts} label={t('label')} />
}
