'use client'

import { Alert, Group, Stack, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { Connection } from '@/app/_components/Connection'
import { OperationPanel } from '@/app/_components/OperationPanel'
import { StateBadge } from '@/app/_components/StateBadge'
import { roleCan } from '@/lib/auth/permissions'
import { BlockerHelp } from './BlockerHelp'
import { Description } from './Description'
import { ReplicaControl } from './ReplicaControl'
import { SetActions } from './SetActions'
import { StateSentence } from './StateSentence'
import { useSet } from './set-context'
import { isOpen } from './set-state'

/** Which set this is, how it is, and what can be done with it. */
export function SetHeader() {
  const t = useTranslations('detail')
  const { slug, role, set, isGone, operation, connection, lostAt, unheard } = useSet()
  const isReplaced = operation?.state === 'running'
  const mayScale =
    !isGone && !isOpen(operation) && set.state !== 'deleting' && roleCan(role, 'statefulset:scale')
  return (
    <Stack gap="sm">
      <Connection connection={connection} lostAt={lostAt} unheard={unheard ? [unheard] : []} />
      {isGone && !isReplaced && <Alert title={t('goneTitle', { name: set.name })}>{t('goneText')}</Alert>}
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={2} miw={0}>
          <Group gap="md" align="baseline">
            <Title order={1} style={{ overflowWrap: 'anywhere' }}>
              {set.name}
            </Title>
            <StateBadge state={set.state} />
            <span>{t('readyOf', { ready: set.ready, desired: set.desired })}</span>
          </Group>
          <Description />
        </Stack>
        {!isGone && <SetActions />}
      </Group>
      <StateSentence />
      <BlockerHelp />
      {operation !== null && <OperationPanel slug={slug} role={role} operation={operation} />}
      {mayScale && <ReplicaControl />}
    </Stack>
  )
}
