'use client'

import { Alert } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { FactList } from '@/app/_components/foresight/FactList'
import type { CompanionForesight } from '@/lib/statefulsets/deletion/delete-companion'
import type { Companion } from './companion'
import { useSet } from './set-context'
import { useCompanionFacts } from './use-companion-facts'

interface Props {
  readonly companion: Companion
  readonly foresight: CompanionForesight
}

/** What goes with a Service or a budget; first of all the names of the pods. */
export function CompanionLoss({ companion, foresight }: Props) {
  const t = useTranslations('companion')
  const { set } = useSet()
  const facts = useCompanionFacts(companion, foresight)
  const { name, namespace } = foresight
  const pods = set.ordinals
    .filter(({ isWanted }) => isWanted)
    .map(({ podName }) => `${podName}.${name}.${namespace}.svc`)
  return (
    <>
      {companion.of === 'service' && companion.item.isGoverning && (
        <Alert color="red" title={t('governingTitle', { set: set.name })}>
          {t('governing', { count: pods.length, first: pods[0] ?? '', last: pods.at(-1) ?? '' })}
        </Alert>
      )}
      <FactList facts={facts} label={t('label')} />
    </>
  )
}
