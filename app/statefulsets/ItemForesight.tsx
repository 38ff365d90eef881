'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { FactList } from '@/app/_components/foresight/FactList'
import { useDeletionFacts, useReplicasFacts } from '@/app/_components/foresight/use-facts'
import type { Answer } from '@/app/_components/foresight/use-foresight'

/** What the sentence above them says already. */
const told = new Set(['order', 'made', 'same', 'noted', 'majority'])

/** What goes with this and what stays, of one set among others. */
export function ItemForesight({ answer }: { answer: Answer | null }) {
  const t = useTranslations('foresight')
  const errors = useTranslations('errors')
  const known = answer?.known ?? null
  const deletion = useDeletionFacts(known?.operation === 'delete' ? known : null)
  const replicas = useReplicasFacts(known === null || known.operation === 'delete' ? null : known)
  const facts = [...deletion, ...replicas].filter(({ key }) => !told.has(key))
  const failed = answer?.failed ?? null
  if (failed !== null) return <Text size="xs">{errors(failed)}</Text>
  return facts.length === 0 ? null : <FactList facts={facts} label={t('label')} />
}
