import { describe, expect, it } from 'vitest'
import { foreseeRestart } from '../rollout/restart-foresight.ts'
import { aboveAll } from '../rollout/rollout-foresight.ts'
import { readProgress } from '../rollout/rollout-progress.ts'
import { cells, rollout } from './rollout.testing.ts'
import { type Rollout, readRollout } from './rollout.ts'
import { ago, container, partition, pod, read, ready, rolling, set } from './state.testing.ts'

describe('what decides how a rollout goes', () => {
  it('is read from the set and its pods', () => {
    const facts = readRollout(
      set({ updateStrategy: partition(2), ordinals: { start: 4 }, minReadySeconds: 5, status: rolling(1) }),
      [
        pod('web-4', { metadata: { creationTimestamp: ago(3610) } }),
        pod('web-5', {
          status: { conditions: [ready(10)], containerStatuses: [container({}, { restartCount: 3 })] },
        }),
        pod('web-6', { status: { conditions: [] } }),
      ],
    )
    expect(facts).toMatchObject({
      start: 4,
      desired: 3,
      partition: 2,
      minReadySeconds: 5,
      startups: [10_000],
    })
    expect(facts).toMatchObject({
      currentRevision: 'web-1',
      updateRevision: 'web-2',
      isOrdered: true,
      held: null,
    })
  })

  it.each([
    ['0/2', { former: 0, put: 2 }],
    ['3', { former: 3, put: null }],
    ['', null],
    ['-1/2', null],
    ['many', null],
  ])('the note of a hold %j', (note, held) => {
    const annotations = { 'ordinal.io/held-partition': note }
    expect(readRollout(set({ metadata: { annotations } }), []).held).toEqual(held)
  })

  it('a held set whose partition somebody else has lowered is updating', () => {
    const annotations = { 'ordinal.io/held-partition': '0/3' }
    const at = (value: number) =>
      read({ set: set({ metadata: { annotations }, updateStrategy: partition(value), status: rolling(0) }) })
        .state
    expect([at(3), at(1)]).toEqual(['held', 'updating'])
  })
})

describe('a set that is held', () => {
  const stateAt = (note: string, value: number, updatedReplicas: number, replicas = 3) =>
    read({
      set: set({
        ...{ replicas, metadata: { annotations: { 'ordinal.io/held-partition': note } } },
        ...{ updateStrategy: partition(value), status: rolling(updatedReplicas) },
      }),
      pods: Array.from({ length: replicas }, (_, n) => pod(`web-${n}`)),
    }).state

  it.each([
    ['whose updated pods are updated again by another template', '0/2', 2, 0, 3, 'updating'],
    ['to which pods were added that a hold of its own replicas does not hold', '0/3', 3, 0, 5, 'updating'],
    ['to which pods were added that the hold holds', `0/${aboveAll}`, aboveAll, 0, 5, 'held'],
    ['where it was', '0/2', 2, 1, 3, 'held'],
  ])('%s', (_, note, value, updated, replicas, state) => {
    expect(stateAt(note, value, updated, replicas)).toBe(state)
  })
})

describe('a restart', () => {
  it.each<[string, Partial<Rollout>, string, object]>([
    ['from the highest ordinal down', { desired: 3 }, 'NNN', { order: [2, 1, 0], held: [], waitsFor: null }],
    ['also of pods that are old', { desired: 3 }, 'oNN', { order: [2, 1, 0] }],
    [
      'but not of those that the partition holds',
      { desired: 3, partition: 2 },
      'ooN',
      { order: [2], held: [0, 1] },
    ],
    [
      'of none when the partition holds all',
      { desired: 2, partition: 2 },
      'oo',
      { order: [], held: [0, 1], seconds: null },
    ],
    ['waits for a pod that is not ready', { desired: 3 }, 'NXN', { order: [2, 1, 0], waitsFor: 1 }],
    [
      'by hand with OnDelete, whatever the partition',
      { desired: 3, isOnDelete: true, partition: 2 },
      'NoN',
      { order: [2, 1, 0], held: [] },
    ],
    [
      'takes as long as the middle of the past',
      { desired: 3, startups: [1000, 90_000, 4000] },
      'NNN',
      { seconds: 12 },
    ],
    ['and settles each time', { desired: 2, startups: [4000], minReadySeconds: 10 }, 'NN', { seconds: 28 }],
    [
      'goes faster where several may be away',
      { desired: 4, startups: [4000], maxUnavailable: 2, isOrdered: false },
      'NNNN',
      { seconds: 8 },
    ],
    ['but not in order', { desired: 4, startups: [4000], maxUnavailable: 2 }, 'NNNN', { seconds: 16 }],
    ['of several at once in either policy', { desired: 4, maxUnavailable: 2 }, 'NNNN', { atOnce: '2' }],
    ['of a share at once', { desired: 4, maxUnavailable: '25%' }, 'NNNN', { atOnce: '25%' }],
    ['of one at a time', { desired: 4, maxUnavailable: 1 }, 'NNNN', { atOnce: null }],
    [
      'of one at a time by hand',
      { desired: 4, maxUnavailable: 2, isOnDelete: true },
      'NNNN',
      { atOnce: null },
    ],
    ['has no past', { desired: 2 }, 'NN', { seconds: null }],
    ['without pods', { desired: 0, startups: [1000] }, '', { order: [], seconds: null }],
    ['of one', { desired: 1, startups: [1500] }, 'N', { order: [0], seconds: 2 }],
    ['from another first ordinal', { start: 7, desired: 2 }, 'NN', { order: [8, 7] }],
  ])('%s', (_, facts, strip, foreseen) => {
    expect(foreseeRestart(rollout(facts), cells(strip, facts.start ?? 0))).toMatchObject(foreseen)
  })
})

describe('a change of the template is done', () => {
  it.each<[string, Partial<Rollout>, string, object]>([
    ['when every pod is on the target and ready', {}, 'NNN', { is: 'done', done: [0, 1, 2], open: [] }],
    ['not while one starts', {}, 'NsN', { is: 'rolling', open: [1] }],
    ['not while one is missing', {}, 'N-N', { is: 'rolling', open: [1] }],
    ['not while one is old', {}, 'oNN', { is: 'rolling', open: [0] }],
    ['not while one is broken', {}, 'NXN', { is: 'rolling', open: [1] }],
    ['not while one settles', { available: 2 }, 'NNN', { is: 'rolling', open: [] }],
    ['not before the controller has seen it', { isLagging: true }, 'NNN', { is: 'waiting' }],
    [
      'with what the partition holds left out',
      { partition: 2 },
      'ooN',
      { is: 'done', held: [0, 1], done: [2] },
    ],
    ['with OnDelete left to a person', { isOnDelete: true }, 'ooN', { is: 'done', held: [0, 1] }],
    ['never when somebody has changed it again', { updateRevision: 'web-3' }, 'NNN', { is: 'superseded' }],
    ['at once without pods', { desired: 0, available: 0 }, '', { is: 'done' }],
  ])('%s', (_, facts, strip, progress) => {
    expect(readProgress(rollout(facts), cells(strip), { generation: 2, revision: 'web-2' })).toMatchObject(
      progress,
    )
  })
})
