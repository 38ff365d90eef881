'use client'

import { Alert, Button, Checkbox, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { RowOperation } from '@/lib/statefulsets/list/list'
import type { SetRow } from '@/lib/statefulsets/list/row'
import { OperationItem } from './OperationItem'
import type { Operation } from './operations'
import { isBeyondQuota, useListForesight } from './use-list-foresight'
import { useOperation } from './use-operation'

interface Props {
  readonly operation: Operation
  /** The sets as the person saw them when the dialog opened. */
  readonly sets: readonly SetRow[]
  /** The sets as they are now. */
  readonly live: ReadonlyMap<string, SetRow>
  /** What is under way with sets of the list, or ended a moment ago. */
  readonly begun: readonly RowOperation[]
  /** The list shows some states only: a set that leaves it may well be there. */
  readonly isFiltered: boolean
  readonly onClose: (isDone: boolean) => void
}

/** What will happen to which set, then how it goes with each; what failed can be tried again. */
export function OperationDialog({ operation, sets, live, begun, isFiltered, onClose }: Props) {
  const t = useTranslations('operations')
  const common = useTranslations('common')
  const [replicas, setReplicas] = useState(sets[0]?.desired ?? 1)
  const [confirmation, setConfirmation] = useState('')
  const [acceptsLoss, setAcceptsLoss] = useState(false)
  const { results, isRunning, run } = useOperation(operation, { replicas, losesClaims: acceptsLoss })
  const isStarted = results.size > 0
  const failed = sets.filter(({ key }) => results.get(key)?.kind === 'failed')
  const losing = sets.filter((set) => losesClaims(operation, set, replicas))
  const expected = sets.length === 1 ? (sets[0]?.name ?? '') : String(sets.length)
  const foresight = useListForesight(operation, isStarted ? [] : sets, live, replicas)
  const mayRun =
    (losing.length === 0 || acceptsLoss) &&
    (operation !== 'delete' || confirmation === expected) &&
    sets.every((set) => !isBeyondQuota(foresight(set)))
  const title = t(`${operation}Title`, { count: sets.length, name: sets[0]?.name ?? '' })
  return (
    <Modal
      opened
      onClose={() => onClose(isStarted)}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="sm">
        {!isStarted && <Text size="sm">{t(`${operation}Text`)}</Text>}
        {operation === 'scale' && !isStarted && (
          <NumberInput
            label={t('replicas')}
            value={replicas}
            onChange={(value) => setReplicas(typeof value === 'number' ? value : 0)}
            min={0}
            max={10_000}
            allowDecimal={false}
            w={120}
            data-autofocus
          />
        )}
        <Stack component="ul" gap={6} m={0} p={0} mah={320} style={{ overflowY: 'auto', listStyle: 'none' }}>
          {sets.map((set) => (
            <OperationItem
              key={set.key}
              operation={operation}
              set={set}
              replicas={replicas}
              now={live.get(set.key)}
              begun={begun}
              isFiltered={isFiltered}
              result={results.get(set.key)}
              foresight={foresight(set)}
            />
          ))}
        </Stack>
        {losing.length > 0 && !isStarted && (
          <Alert color="red" title={t('lossTitle')}>
            <Checkbox
              label={t('lossAccept', { names: losing.map(({ name }) => name).join(', ') })}
              checked={acceptsLoss}
              onChange={(event) => setAcceptsLoss(event.currentTarget.checked)}
            />
          </Alert>
        )}
        {operation === 'delete' && !isStarted && (
          <TextInput
            label={t('deleteConfirm', { text: expected })}
            value={confirmation}
            onChange={(event) => setConfirmation(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onClose(isStarted)}>
            {common(isStarted ? 'close' : 'cancel')}
          </Button>
          {!isStarted && (
            <Button
              color={operation === 'delete' ? 'red' : 'ink'}
              disabled={!mayRun}
              onClick={() => void run(sets)}
              {...(operation === 'scale' || operation === 'delete' ? {} : { 'data-autofocus': true })}
            >
              {t(`${operation}Submit`, { count: sets.length, name: sets[0]?.name ?? '', replicas })}
            </Button>
          )}
          {failed.length > 0 && !isRunning && (
            <Button onClick={() => void run(failed)}>{t('retry', { count: failed.length })}</Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}

/** Whether claims are deleted with what is done: by the set's own retention policy. */
function losesClaims(operation: Operation, set: SetRow, replicas: number): boolean {
  if (set.claims.count === 0) return false
  const isDown = operation === 'stop' || (operation === 'scale' && replicas < set.desired)
  return isDown && set.whenScaled === 'Delete'
}
