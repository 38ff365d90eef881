'use client'

import { Alert, Stack, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import { bytesText } from '@/app/_components/bytes-text'
import type {
  GrowForesight as Foresight,
  GrowItem,
  GrowProblem,
} from '@/lib/statefulsets/volumes/grow-foresight'

/** How many claims are named one by one. */
const named = 12

/** What the growth will do, or what keeps it from being begun. */
export function GrowForesight({ foresight }: { foresight: Foresight }) {
  const t = useTranslations('volumes')
  const format = useFormatter()
  const problemText = useProblemText()
  const { items, problems, extra, isReplaced } = foresight
  const shown = problems.filter((problem) => !('template' in problem) && problem.code !== 'nothing')
  const growing = items.filter(({ verdict }) => verdict === 'grows')
  const kept = items.filter(({ verdict }) => verdict === 'kept')
  if (shown.length > 0)
    return (
      <Alert color="red" title={t('growRefused')}>
        {shown.map((problem) => (
          <Text key={problem.code} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {problemText(problem)}
          </Text>
        ))}
      </Alert>
    )
  if (growing.length === 0 && !isReplaced)
    return (
      <Text size="sm" c="dimmed">
        {t('growNothing')}
      </Text>
    )
  return (
    <Stack gap="xs" data-foresight>
      {growing.length > 0 && (
        <>
          <Text size="sm">{t('growClaims', { count: growing.length, extra: bytesText(extra, format) })}</Text>
          <Claims items={growing} />
          <Text size="sm">{t('growStages')}</Text>
        </>
      )}
      {kept.length > 0 && <Text size="sm">{t('growKept', { count: kept.length })}</Text>}
      {isReplaced && <Text size="sm">{t('growReplaced')}</Text>}
      <Text size="sm">{t('growNoWayBack')}</Text>
    </Stack>
  )
}

function Claims({ items }: { items: readonly GrowItem[] }) {
  const t = useTranslations('volumes')
  return (
    <Text component="ul" size="xs" c="dimmed" m={0} ps={18}>
      {items.slice(0, named).map(({ name, from, to }) => (
        <li key={name}>{t('growClaim', { name, from, to })}</li>
      ))}
      {items.length > named && <li>{t('growMore', { count: items.length - named })}</li>}
    </Text>
  )
}

export function useProblemText(): (problem: GrowProblem) => string {
  const t = useTranslations('volumes.problems')
  const format = useFormatter()
  return (problem) => {
    switch (problem.code) {
      case 'quantity':
      case 'shrink':
        return t(problem.code, { size: problem.size })
      case 'quota': {
        const { quota, free, needed } = problem
        return t('quota', { quota, free: bytesText(free, format), needed: bytesText(needed, format) })
      }
      case 'mixed':
      case 'nothing':
        return t(problem.code)
      default:
        return t(problem.code, { names: problem.names.join(', ') })
    }
  }
}
