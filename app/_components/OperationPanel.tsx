'use client'

import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangleFilled, IconCheck, IconRefresh, IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { retryOperation } from '@/app/projects/[project]/operations/actions'
import { roleCan } from '@/lib/auth/permissions'
import type { OperationView } from '@/lib/operations/schema'
import { AbandonDialog } from './AbandonDialog'
import { ActionError } from './ActionError'
import { fieldErrorText } from './field-error-text'
import { LiveAge } from './LiveAge'
import { OperationItems, useStepText } from './OperationItems'
import classes from './OperationPanel.module.css'
import { useAction } from './use-action'

interface Props {
  readonly slug: string
  readonly role: string
  readonly operation: OperationView
}

const looks = {
  running: { icon: IconRefresh, color: 'var(--state-changing)' },
  failed: { icon: IconAlertTriangleFilled, color: 'var(--state-stuck)' },
  done: { icon: IconCheck, color: 'var(--state-running)' },
  abandoned: { icon: IconX, color: 'var(--state-stopped)' },
} as const

/** What is under way with a set, step by step, and what a person can do about it. */
export function OperationPanel({ slug, role, operation }: Props) {
  const t = useTranslations('operationPanel')
  const sentence = useStepText(operation.kind)
  const [isAsking, setAsking] = useState(false)
  const retry = useAction(retryOperation)
  const { id, state, items } = operation
  // What was chosen and could not be done, although there is nothing left to do.
  const left = state === 'done' ? items.filter((item) => item.state === 'failed').length : 0
  const { icon: Icon, color } = looks[left > 0 ? 'failed' : state]
  const isOpen = state === 'running' || state === 'failed'
  const mayManage = isOpen && roleCan(role, operation.permission)
  const done = items.filter((item) => item.state === 'done').length
  return (
    <Stack component="section" gap="xs" className={classes.panel} data-operation={state} aria-labelledby={id}>
      <Group justify="space-between" align="baseline" gap="xs">
        <Group gap={6} align="baseline">
          <Icon size={15} color={color} aria-hidden style={{ alignSelf: 'center' }} />
          <Title order={2} id={id} fz={14}>
            {sentence('title', { name: operation.target })}
          </Title>
          <Text size="sm" style={{ color }} role="status">
            {left > 0 ? t('doneLeft', { count: left }) : t(state)}
          </Text>
        </Group>
        <Text size="xs" c="dimmed">
          {items.length > 0 && `${t('progress', { done, total: items.length })} · `}
          {t('by', { name: operation.startedByName })} · <LiveAge since={operation.startedAt} />
        </Text>
      </Group>
      <OperationItems kind={operation.kind} items={items} />
      <Trouble operation={operation} />
      <ActionError failure={retry.failure} />
      {mayManage && (
        <Group gap="xs" justify="flex-end">
          <Button size="xs" variant="default" onClick={() => setAsking(true)}>
            {t('abandon')}
          </Button>
          {state === 'failed' && (
            <Button size="xs" loading={retry.isPending} onClick={() => void retry.run(slug, { id })}>
              {t('retry')}
            </Button>
          )}
        </Group>
      )}
      {isAsking && <AbandonDialog slug={slug} operation={operation} onClose={() => setAsking(false)} />}
    </Stack>
  )
}

/** What it waits for, or why it stopped. */
function Trouble({ operation: { state, error } }: Pick<Props, 'operation'>) {
  const t = useTranslations()
  if (error === null) return null
  const path = `errors.${error.code}` as Parameters<typeof t>[0]
  // The sentence for a form says that nothing was changed; here earlier steps were.
  const isRefused = error.code === 'cluster_invalid'
  const reason = isRefused || !t.has(path) ? t('operationPanel.refused') : t(path)
  const details = error.fields.map((field) => fieldErrorText(t, field))
  if (state === 'running')
    return (
      <Text size="sm" c="var(--state-held)">
        {t('operationPanel.waits', { reason })}
      </Text>
    )
  return (
    <Text size="sm" c="var(--state-stuck)" role="alert" style={{ overflowWrap: 'anywhere' }}>
      {[reason, ...details, t('operationPanel.failedText')].join(' ')}
    </Text>
  )
}
