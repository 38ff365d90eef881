'use client'

import { Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { TemplateComparison } from '@/lib/statefulsets/revisions/compare-revisions'
import type { RevisionRow } from '@/lib/statefulsets/revisions/revision-row'
import { ChangeWords } from './ChangeWords'
import { DiffView } from './DiffView'

interface Props {
  readonly rows: readonly RevisionRow[]
  readonly pair: { readonly from: string; readonly to: string } | null
  readonly comparison: TemplateComparison | null
}

/** Any two revisions beside each other: in words, and line by line. */
export function Compare({ rows, pair, comparison }: Props) {
  const t = useTranslations('revisions')
  const router = useRouter()
  const { from = rows[1]?.name ?? '', to = rows[0]?.name ?? '' } = pair ?? {}
  const choose = (next: { from: string; to: string }) =>
    router.replace(`?${new URLSearchParams(next)}#compare`, { scroll: false })
  const data = rows.map(({ name, number, images }) => ({
    value: name,
    label: t('option', { number, images: images.join(', ') }),
  }))
  return (
    <Stack gap="sm" component="section" id="compare" aria-labelledby="compare-title">
      <Title order={2} id="compare-title">
        {t('compare')}
      </Title>
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label={t('from')}
          data={data}
          value={from}
          onChange={(event) => choose({ from: event.currentTarget.value, to })}
        />
        <NativeSelect
          label={t('to')}
          data={data}
          value={to}
          onChange={(event) => choose({ from, to: event.currentTarget.value })}
        />
      </Group>
      {pair === null && (
        <Text size="sm" c="dimmed">
          {t('chooseTwo')}
        </Text>
      )}
      {pair !== null && comparison === null && <Text size="sm">{t('notKept')}</Text>}
      {comparison !== null && (
        <>
          <ChangeWords changes={comparison.changes} />
          <DiffView lines={comparison.lines} />
        </>
      )}
    </Stack>
  )
}
