'use client'

import { Alert, SegmentedControl, Slider, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionDialog } from '@/app/_components/ActionDialog'
import { useAction } from '@/app/_components/use-action'
import { canaryStops } from '@/lib/statefulsets/rollout/canary-stops'
import type { RolloutTarget } from '@/lib/statefulsets/rollout/rollout-progress'
import { beginCanary, setPartition } from '../../rollout-actions'
import { CanaryFields, type CanaryTyped, toMaxUnavailable } from './CanaryFields'
import { CanaryForesight } from './CanaryForesight'
import { PartitionFates } from './PartitionFates'
import { RolloutWatch } from './RolloutWatch'
import { useSet } from './set-context'

/** Of a cell of the strip with its gap, and how many of them stand in one line. */
const cellPx = 52
const maxInLine = 11

/** How many low ordinals keep the former revision: a slider over the strip, with what each place would do; at once or in steps. */
export function CanaryDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('canary')
  const { slug, set } = useSet()
  // What the person saw when the dialog opened.
  const [seen] = useState({ partition: set.partition, revision: set.updateRevision })
  const [partition, setTo] = useState(Math.min(set.partition, set.desired))
  const [typed, setTyped] = useState<CanaryTyped>({
    maxUnavailable: String(set.maxUnavailable ?? ''),
    step: 1,
    soakSeconds: 60,
  })
  const [isStepped, setStepped] = useState(false)
  const [target, setTarget] = useState<RolloutTarget | null>(null)
  const [isDropped, setDropped] = useState(false)
  const move = useAction(setPartition)
  const begin = useAction(beginCanary)
  const { isPending, failure, fieldText } = isStepped ? begin : move
  const isMoved = typed.maxUnavailable !== String(set.maxUnavailable ?? '')
  const common = { name: set.name, uid: set.uid, from: seen.partition }
  const confirm = async () => {
    if (isStepped) {
      const { soakSeconds } = typed
      const begun = await begin.run(slug, {
        ...common,
        revision: seen.revision,
        to: partition,
        step: typed.step,
        soakSeconds,
      })
      // The page shows how far it is, also to others.
      return begun === null ? undefined : onClose()
    }
    const maxUnavailable = toMaxUnavailable(typed.maxUnavailable)
    const done = await move.run(slug, { ...common, partition, ...(isMoved ? { maxUnavailable } : {}) })
    if (done === null) return
    setDropped(done.isDropped)
    setTarget({ generation: done.generation, revision: null })
  }
  const step = Math.max(1, typed.step)
  const stops = canaryStops({ from: seen.partition, to: partition, step, replicas: set.desired })
  const isIdle = isStepped ? stops.length === 0 : partition === seen.partition && !isMoved
  return (
    <ActionDialog
      title={t('title', { name: set.name })}
      submit={t(isStepped ? 'begin' : 'submit', { partition })}
      isPending={isPending}
      isDisabled={isIdle}
      isAsked={target !== null}
      failure={failure}
      knownFields={['maxUnavailable', 'step', 'soakSeconds']}
      onSubmit={() => void confirm()}
      onClose={onClose}
    >
      {target !== null && <RolloutWatch target={target} />}
      {isDropped && (
        <Alert color="yellow" role="alert">
          {t('dropped')}
        </Alert>
      )}
      {target === null && (
        <Stack gap="md">
          <Text size="sm">{t('text')}</Text>
          <PartitionFates partition={partition} />
          <Slider
            thumbLabel={t('partition')}
            value={partition}
            onChange={setTo}
            min={0}
            max={Math.max(1, set.desired)}
            disabled={set.desired === 0}
            label={null}
            // The thumb stands between the cells that it parts, while they are in one line.
            {...(set.desired <= maxInLine ? { maw: Math.max(1, set.desired) * cellPx } : {})}
          />
          <CanaryForesight partition={partition} />
          <SegmentedControl
            aria-label={t('how')}
            value={isStepped ? 'steps' : 'now'}
            onChange={(value) => setStepped(value === 'steps')}
            data={[
              { value: 'now', label: t('now') },
              { value: 'steps', label: t('steps') },
            ]}
          />
          <CanaryFields
            isStepped={isStepped}
            from={Math.min(seen.partition, set.desired)}
            stops={stops}
            typed={typed}
            onType={setTyped}
            fieldText={fieldText}
          />
        </Stack>
      )}
    </ActionDialog>
  )
}
