import { describe, expect, it } from 'vitest'
import {
  ago,
  container,
  type Facts,
  partition,
  pod,
  pods,
  read,
  ready,
  rolling,
  set,
  tell,
  troubled,
  waiting,
} from './state.testing.ts'
import { annotations } from './state.ts'

const onDelete = { updateStrategy: { type: 'OnDelete' } }
const two = pods('web-0', 'web-1')
const gone = (name: string, seconds: number) =>
  pod(name, { metadata: { deletionTimestamp: ago(seconds), deletionGracePeriodSeconds: 30 } })
const broken = (name: string, revision = 'web-1') =>
  troubled(name, 60, container(waiting('ImagePullBackOff', 'Back-off pulling image "db:2"')), { revision })
const starting = (name: string, seconds: number, revision = 'web-1') =>
  troubled(name, seconds, container(waiting('ContainerCreating')), { revision })
const mixed = [pod('web-0'), pod('web-1'), pod('web-2', { revision: 'web-2' })]

describe('the state of a set', () => {
  it.each<[string, Facts, string]>([
    ['all there, ready and on one revision', {}, 'running'],
    [
      'a set without a status yet',
      { set: { ...set({ metadata: { creationTimestamp: ago(5) } }), status: undefined as never }, pods: [] },
      'scaling missing web-0',
    ],
    [
      'an absent replica count means one',
      {
        set: set({ replicas: undefined as never, status: { replicas: 1, availableReplicas: 1 } }),
        pods: pods('web-0'),
      },
      'running',
    ],
    ['zero wanted and none there', { set: set({ replicas: 0 }), pods: [] }, 'stopped'],
    [
      'zero wanted and one still ending',
      { set: set({ replicas: 0, status: { replicas: 1 } }), pods: [gone('web-0', -20)] },
      'scaling terminating web-0',
    ],
    [
      'more pods than wanted',
      { set: set({ replicas: 2, status: { replicas: 3 } }), pods: [...two, gone('web-2', -20)] },
      'scaling terminating web-2',
    ],
    [
      'fewer pods than wanted',
      {
        set: set({ status: { replicas: 2, availableReplicas: 2 }, metadata: { creationTimestamp: ago(5) } }),
        pods: two,
      },
      'scaling missing web-2',
    ],
    [
      'a rollout under way',
      { set: set({ status: { ...rolling(1), availableReplicas: 3 } }), pods: mixed },
      'updating',
    ],
    [
      'a rollout that replaces a pod',
      {
        set: set({ status: { ...rolling(1), replicas: 3, availableReplicas: 2 } }),
        pods: [pod('web-0'), gone('web-1', -20), mixed[2] ?? pod('')],
      },
      'updating terminating web-1',
    ],
    [
      'a pod that is being made',
      { set: set({ status: { availableReplicas: 2 } }), pods: [...two, starting('web-2', 20)] },
      'updating starting web-2',
    ],
    [
      'a partition, and all above it updated',
      { set: set({ updateStrategy: partition(2), status: rolling(1) }), pods: mixed },
      'held',
    ],
    [
      'a partition not reached yet',
      { set: set({ updateStrategy: partition(1), status: rolling(1) }), pods: mixed },
      'updating',
    ],
    ['a partition and one revision', { set: set({ updateStrategy: partition(2) }) }, 'running'],
    [
      'a rollout that Ordinal holds',
      {
        set: set({
          updateStrategy: partition(2),
          status: rolling(1),
          metadata: { annotations: { [annotations.heldPartition]: '0' } },
        }),
        pods: mixed,
      },
      'held',
    ],
    [
      'OnDelete with pods of the former revision',
      { set: set({ ...onDelete, status: rolling(1) }), pods: mixed },
      'running',
    ],
    [
      'deletion, whatever else',
      {
        set: set({ metadata: { deletionTimestamp: ago(5) }, status: { replicas: 3 } }),
        pods: [broken('web-0')],
      },
      'deleting',
    ],
    [
      'a generation just not seen yet',
      { set: set({ metadata: { generation: 2 } }), laggingSince: Date.parse(ago(2)) },
      'updating controller',
    ],
    [
      'a generation not seen for over a minute',
      { set: set({ metadata: { generation: 2 } }), laggingSince: Date.parse(ago(61)) },
      'stuck controller',
    ],
  ])('%s', (_name, facts, expected) => {
    expect(tell(facts)).toBe(expected)
  })
})

describe('what a set waits for', () => {
  const parallel = { podManagementPolicy: 'Parallel' }
  it.each<[string, Facts, string, number[]]>([
    [
      'OrderedReady: the lowest that is not ready, and all missing above it',
      { set: set({ status: { replicas: 1 } }), pods: [broken('web-0')] },
      'stuck image web-0',
      [1, 2],
    ],
    [
      'OrderedReady: only the first of several',
      { pods: [pod('web-0'), broken('web-1'), broken('web-2')] },
      'stuck image web-1',
      [],
    ],
    [
      'OrderedReady: a rollout waits below a broken new pod',
      { set: set({ status: rolling(1) }), pods: [...two, broken('web-2', 'web-2')] },
      'stuck image web-2',
      [0, 1],
    ],
    [
      'a partition holds back who does not wait',
      {
        set: set({ updateStrategy: partition(1), status: rolling(1) }),
        pods: [...two, broken('web-2', 'web-2')],
      },
      'stuck image web-2',
      [1],
    ],
    [
      'the partition counts from ordinals.start',
      {
        set: set({ ordinals: { start: 5 }, updateStrategy: partition(1), status: rolling(1) }),
        pods: [pod('web-5'), pod('web-6'), broken('web-7', 'web-2')],
      },
      'stuck image web-7',
      [6],
    ],
    [
      'OnDelete: nothing rolls',
      { set: set({ ...onDelete, status: rolling(1) }), pods: [...two, broken('web-2', 'web-2')] },
      'stuck image web-2',
      [],
    ],
    [
      'OrderedReady: a scale-down waits for an unready pod',
      {
        set: set({ replicas: 2, status: { replicas: 3 } }),
        pods: [pod('web-0'), broken('web-1'), pod('web-2')],
      },
      'stuck image web-1',
      [2],
    ],
    [
      'Parallel: each stands alone, the broken one is named',
      { set: set(parallel), pods: [starting('web-0', 5), broken('web-1'), pod('web-2')] },
      'stuck image web-1',
      [],
    ],
    [
      'Parallel: none waits behind another',
      { set: set({ ...parallel, status: { replicas: 1 } }), pods: [broken('web-0')] },
      'stuck image web-0',
      [],
    ],
  ])('%s', (_name, facts, expected, waits) => {
    expect(tell(facts)).toBe(expected)
    expect(read(facts).blocker?.waiting).toEqual(waits)
  })

  it('is named without being a fault as long as it may take', () => {
    const facts = {
      set: set({ status: { availableReplicas: 2 } }),
      pods: [...two, starting('web-2', 9 * 60)],
    }
    const { changesAt } = read(facts)
    expect(tell(facts)).toBe('updating starting web-2')
    expect(changesAt).toBe(Date.parse(ago(-60)))
    expect(tell(facts, (changesAt ?? 0) - 1)).toBe('updating starting web-2')
    expect(tell(facts, changesAt ?? 0)).toBe('stuck starting web-2')
  })

  it('is nothing while a pod is ready but not yet for minReadySeconds', () => {
    const fresh = pod('web-2', { status: { conditions: [ready(10)] } })
    const facts = {
      set: set({ minReadySeconds: 40, status: { availableReplicas: 2 } }),
      pods: [...two, fresh],
    }
    expect(tell(facts)).toBe('updating settling web-2')
    expect(read(facts).ordinals[2]?.state).toBe('ready')
    expect(read(facts).changesAt).toBe(Date.parse(ago(-30)))
  })
})

it('a pod that was just deleted is not a fault, however old its set is', () => {
  const facts = { pods: two, missingSince: new Map([['web-2', Date.parse(ago(3))]]) }
  expect(tell({ ...facts, set: set({ status: { replicas: 2 } }) })).toBe('scaling missing web-2')
})
