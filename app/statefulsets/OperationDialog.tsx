'use client'

import { Button, Group, Modal, NumberInput, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Consents } from '@/app/_components/foresight/Consents'
import { losingOf } from '@/app/_components/foresight/use-consent'
import type { RowOperation } from '@/lib/statefulsets/list/list'
import type { SetRow } from '@/lib/statefulsets/list/row'
import type { Losing } from '@/lib/statefulsets/schema'
import { OperationItem } from './OperationItem'
import type { Operation } from './operations'
import { useListConsent } from './use-list-consent'
import { isBeyondQuota, isPending, useListForesight } from './use-list-foresight'
import { useOperation } from './use-operation'

/** Others are offered on each set's own page. */
const deletionModes = ['ordered', 'background'] as const

interface Props {
  readonly operation: Operation
  /** The sets as the person saw them when the dialog opened. */
  readonly sets: readonly SetRow[]
  /** Project → the person's role in it. */
  readonly roles: Readonly<Record<string, string>>
  /** The sets as they are now. */
  readonly live: ReadonlyMap<string, SetRow>
  /** What is under way with sets of the list, or ended a moment ago. */
  readonly begun: readonly RowOperation[]
  /** The list shows some states only: a set that leaves it may well be there. */
  readonly isFiltered: boolean
  readonly onClose: (isDone: boolean) => void
}

/** What will happen to which set, then how it goes with each; what failed can be tried again. */
export function OperationDialog({ operation, sets, roles, live, begun, isFiltered, onClose }: Props) {
  const t = useTranslations('operations')
  const common = useTranslations('common')
  /** '' while nothing is typed. */
  const [typed, setTyped] = useState<number | string>(sets[0]?.desired ?? 1)
  const replicas = typeof typed === 'number' ? typed : 0
  const [confirmation, setConfirmation] = useState('')
  const [mode, setMode] = useState<(typeof deletionModes)[number]>('ordered')
  /** What was agreed to when it began. */
  const [losing, setLosing] = useState<ReadonlyMap<string, Losing>>(new Map())
  const { results, isRunning, run } = useOperation(operation, { replicas, mode })
  const isStarted = results.size > 0
  const failed = sets.filter(({ key }) => results.get(key)?.kind === 'failed')
  const expected = sets.length === 1 ? (sets[0]?.name ?? '') : String(sets.length)
  const foresight = useListForesight(operation, isStarted ? [] : sets, live, replicas)
  const consent = useListConsent(sets, roles, (set) => foresight(set)?.known ?? null)
  const mayRun =
    consent.isGiven &&
    typeof typed === 'number' &&
    (operation !== 'delete' || confirmation === expected) &&
    sets.every((set) => !isPending(foresight(set)) && !isBeyondQuota(foresight(set)?.known ?? null))
  const begin = () => {
    const agreed = new Map(sets.map((set) => [set.key, losingOf(consent.lostOf(set))]))
    setLosing(agreed)
    void run(sets, agreed)
  }
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
            value={typed}
            onChange={(value) => {
              setTyped(value)
              consent.withdraw()
            }}
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
        {!isStarted && <Consents consent={consent} />}
        {operation === 'delete' && !isStarted && (
          <Radio.Group
            label={t('deleteMode')}
            value={mode}
            onChange={(value) => setMode(deletionModes.find((one) => one === value) ?? mode)}
          >
            <Stack gap={6} mt={6}>
              {deletionModes.map((one) => (
                <Radio key={one} value={one} label={t(`deleteMode_${one}`)} />
              ))}
            </Stack>
          </Radio.Group>
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
              color={operation === 'delete' || consent.lost.length > 0 ? 'red' : 'ink'}
              disabled={!mayRun}
              onClick={begin}
              {...(operation === 'scale' || operation === 'delete' ? {} : { 'data-autofocus': true })}
            >
              {t(`${operation}Submit`, { count: sets.length, name: sets[0]?.name ?? '', replicas })}
            </Button>
          )}
          {failed.length > 0 && !isRunning && (
            <Button onClick={() => void run(failed, losing)}>{t('retry', { count: failed.length })}</Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
