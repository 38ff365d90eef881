import { describe, expect, it } from 'vitest'
import { ordinalOf, type PodFacts, readOrdinals, readPodState } from './ordinals.ts'
import { readProgress, type SetFacts } from './state.ts'

const settled = {
  observedGeneration: 1,
  replicas: 3,
  readyReplicas: 3,
  availableReplicas: 3,
  updatedReplicas: 3,
}
const set = (spec: SetFacts['spec'], status: SetFacts['status'], metadata = {}): SetFacts => ({
  metadata: { generation: 1, ...metadata },
  spec: { replicas: 3, ...spec },
  status: { ...settled, ...status },
})
const partition = (value: number) => ({
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: value } },
})

describe('the state of a set', () => {
  it.each<[string, SetFacts, string]>([
    ['all there and updated is running', set({}, {}), 'running'],
    ['an absent replica count means one', { metadata: {}, status: { replicas: 0 } }, 'scaling'],
    ['a generation not seen yet is updating', set({}, {}, { generation: 2 }), 'updating'],
    ['a pod that is not available is updating', set({}, { availableReplicas: 2 }), 'updating'],
    ['old pods are updating', set({}, { updatedReplicas: 1 }), 'updating'],
    ['what a partition holds back is running', set(partition(2), { updatedReplicas: 1 }), 'running'],
    ['a partition not reached is updating', set(partition(1), { updatedReplicas: 1 }), 'updating'],
    [
      'OnDelete with old pods is running',
      set({ updateStrategy: { type: 'OnDelete' } }, { updatedReplicas: 0 }),
      'running',
    ],
    ['too few pods is scaling', set({}, { replicas: 2 }), 'scaling'],
    ['pods still there at zero is scaling', set({ replicas: 0 }, { replicas: 1 }), 'scaling'],
    ['zero and none there is stopped', set({ replicas: 0 }, { replicas: 0 }), 'stopped'],
    ['a deletion under way is deleting', set({}, {}, { deletionTimestamp: 'now' }), 'deleting'],
  ])('%s', (_name, facts, expected) => {
    expect(readProgress(facts).state).toBe(expected)
  })
})

const pod = (name: string, status: PodFacts['status'] = {}, metadata = {}): PodFacts => ({
  metadata: { name, ...metadata },
  status,
})
const ready = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }

describe('the ordinals of a set', () => {
  it.each([
    ['web', 'web-0', 0],
    ['web', 'web-10', 10],
    ['web', 'web-01', null],
    ['web', 'web-x', null],
    ['web', 'webs-0', null],
    ['web-1', 'web-1', null],
    ['web', 'web-', null],
  ])('of %s, %s is %s', (setName, podName, expected) => {
    expect(ordinalOf(setName, podName)).toBe(expected)
  })

  it('run from ordinals.start in numeric order, with missing ones and ones on their way out', () => {
    const pods = [
      pod('web-10', ready),
      pod('web-9', ready),
      pod('web-12', ready, { deletionTimestamp: 'now' }),
    ]
    const cells = readOrdinals('web', { spec: { replicas: 3, ordinals: { start: 9 } } }, pods)
    expect(cells.map(({ ordinal, state }) => `${ordinal} ${state}`)).toEqual([
      '9 ready',
      '10 ready',
      '11 missing',
      '12 terminating',
    ])
  })

  it('tell the new revision from the old', () => {
    const labels = (hash: string) => ({ labels: { 'controller-revision-hash': hash } })
    const pods = [pod('web-0', ready, labels('web-1')), pod('web-1', ready, labels('web-2'))]
    const cells = readOrdinals('web', { spec: { replicas: 2 }, status: { updateRevision: 'web-2' } }, pods)
    expect(cells.map(({ isUpdated }) => isUpdated)).toEqual([false, true])
  })
})

describe('the state of a pod', () => {
  const waiting = (reason: string) => ({
    phase: 'Pending',
    containerStatuses: [{ state: { waiting: { reason } } }],
  })
  it.each<[string, PodFacts['status'], string, string | null]>([
    ['ready', ready, 'ready', null],
    ['an image that cannot be pulled', waiting('ImagePullBackOff'), 'failing', 'ImagePullBackOff'],
    ['a crash loop', waiting('CrashLoopBackOff'), 'failing', 'CrashLoopBackOff'],
    ['a container being created', waiting('ContainerCreating'), 'starting', null],
    ['evicted', { phase: 'Failed', reason: 'Evicted' }, 'failing', 'Evicted'],
    [
      'no node fits',
      { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }] },
      'failing',
      'Unschedulable',
    ],
    [
      'out of memory',
      {
        phase: 'Running',
        containerStatuses: [{ state: { terminated: { exitCode: 137, reason: 'OOMKilled' } } }],
      },
      'failing',
      'OOMKilled',
    ],
    [
      'running but not ready',
      { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] },
      'starting',
      null,
    ],
  ])('%s', (_name, status, state, reason) => {
    expect(readPodState(pod('web-0', status))).toEqual({ state, reason })
  })
})
