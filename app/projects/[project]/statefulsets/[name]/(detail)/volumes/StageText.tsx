'use client'

import { Text } from '@mantine/core'
import { useNow, useTranslations } from 'next-intl'
import { onlineMs } from '@/lib/statefulsets/volumes/grow-progress'
import type { ClaimRow, TemplateRow } from '@/lib/statefulsets/volumes/volumes'
import { RestartUser } from './RestartUser'

interface Props {
  readonly row: ClaimRow
  /** The template as the set has it; undefined when it has it no more. */
  readonly wanted: TemplateRow | undefined
}

/** What a person should know of a claim: how far it is on its way, and in what it differs. Nothing when all is well. */
export function StageText({ row, wanted }: Props) {
  const t = useTranslations('volumes.stages')
  const now = useNow({ updateInterval: 10_000 })
  const { stage, asked, stageMessage: message, usedBy, phase, drift } = row
  const pod = usedBy[0]
  const waited = row.stageSince === '' ? 0 : now.getTime() - Date.parse(row.stageSince)
  const fileSystem = pod === undefined ? 'fileSystemLater' : waited > onlineMs ? 'needsRestart' : 'fileSystem'
  return (
    <>
      {phase === 'Missing' && <Line color="dimmed">{t('missing')}</Line>}
      {phase === 'Pending' && <Line color="var(--state-changing)">{t('pending')}</Line>}
      {(stage === 'asked' || stage === 'growing') && (
        <Line color="var(--state-changing)">{t(stage, { size: asked })}</Line>
      )}
      {stage === 'fileSystem' && (
        <Line color={fileSystem === 'needsRestart' ? 'var(--state-held)' : 'var(--state-changing)'}>
          {t(fileSystem, { pod: pod ?? '' })}
        </Line>
      )}
      <RestartUser pod={stage === 'fileSystem' && fileSystem === 'needsRestart' ? pod : undefined} />
      {stage === 'refused' && (
        <Line color="var(--state-stuck)">{t('refused', { size: asked, message })}</Line>
      )}
      {drift.includes('size') && (
        <Line color="dimmed">{t('driftSize', { size: asked, wanted: wanted?.size ?? '' })}</Line>
      )}
      {drift.includes('class') && (
        <Line color="dimmed">{t('driftClass', { wanted: wanted?.className ?? '' })}</Line>
      )}
    </>
  )
}

function Line({ color, children }: { color: string; children: string }) {
  return (
    <Text size="xs" c={color} style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Text>
  )
}
