'use client'

import { useTranslations } from 'next-intl'
import { FactList } from '@/app/_components/foresight/FactList'
import type { DeletionForesight } from '@/lib/statefulsets/replicas/foresight'

/** Who would make the set again. */
export function DeletionWarnings({ foresight }: { foresight: DeletionForesight }) {
  const t = useTranslations('foresight')
  const facts = foresight.managers.map(
    ({ by, name }) =>
      ({
        key: `manager ${by}`,
        tone: 'warn',
        text: t(`manager_${by}`, { name, hasName: name === '' ? 'no' : 'yes' }),
      }) as const,
  )
  return facts.length === 0 ? null : <FactList facts={facts} label={t('label')} />
}
