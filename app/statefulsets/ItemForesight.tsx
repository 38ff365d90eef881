'use client'

import { useTranslations } from 'next-intl'
import { FactList } from '@/app/_components/foresight/FactList'
import { useReplicasFacts } from '@/app/_components/foresight/use-facts'
import type { Foresight } from '@/lib/statefulsets/replicas/foresight'

/** What a person should think twice about before this is done to a set; what it does stands above already. */
export function ItemForesight({ foresight }: { foresight: Foresight | null }) {
  const t = useTranslations('foresight')
  const known = foresight === null || foresight.operation === 'delete' ? null : foresight
  const facts = useReplicasFacts(known).filter(({ tone }) => tone !== 'plain')
  return facts.length === 0 ? null : <FactList facts={facts} label={t('label')} />
}
