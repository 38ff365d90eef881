'use client'

import { Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { TemplateComparison } from '@/lib/statefulsets/revisions/compare-revisions'
import type { RevisionRow } from '@/lib/statefulsets/revisions/revision-row'
import { useSection } from '../set-context'
import { Compare } from './Compare'
import { RevisionList } from './RevisionList'
import { RollbackDialog } from './RollbackDialog'

interface Props {
  readonly first: readonly RevisionRow[]
  /** The two that are compared, by name. */
  readonly pair: { readonly from: string; readonly to: string } | null
  /** Null also when one of the two is not kept any more. */
  readonly comparison: TemplateComparison | null
}

/** The templates that the set had: what changed from one to the next, what runs which, and back to any of them. */
export function RevisionsView({ first, pair, comparison }: Props) {
  const t = useTranslations('revisions')
  const rows = useSection('revisions', first)
  const [chosen, setChosen] = useState<RevisionRow | null>(null)
  if (rows.length === 0) return <Text c="dimmed">{t('none')}</Text>
  return (
    <Stack gap="lg">
      <RevisionList rows={rows} onRollBack={setChosen} />
      {rows.length > 1 && <Compare rows={rows} pair={pair} comparison={comparison} />}
      {chosen !== null && <RollbackDialog row={chosen} onClose={() => setChosen(null)} />}
    </Stack>
  )
}
