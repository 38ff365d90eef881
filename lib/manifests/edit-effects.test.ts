import { describe, expect, it } from 'vitest'
import { editEffects } from './edit-effects.ts'

const facts = { name: 'db', isMixed: false, autoscaler: null }
const set = (spec: object, image = 'a', metadata = {}) => ({
  metadata,
  spec: { replicas: 3, template: { image }, ...spec },
})
const rolling = (partition: number) => ({
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } },
})
const claims = (whenScaled: string) => ({
  volumeClaimTemplates: [{}],
  persistentVolumeClaimRetentionPolicy: { whenScaled },
})

describe('what an edit brings about', () => {
  it.each([
    [2, '2'],
    ['25%', '25%'],
    [1, 'one'],
    [undefined, 'one'],
  ])('a new template with maxUnavailable %j', (maxUnavailable, atOnce) => {
    const several = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable } } }
    expect(editEffects(set(several), set(several, 'b'), facts)).toEqual([
      { code: 'rollout', first: 'db-2', last: 'db-0', count: 3, held: 0, atOnce },
    ])
  })

  it.each([
    ['what the cluster fills in again', set({}), set({}), [{ code: 'nothing' }]],
    ['labels alone', set({}), set({}, 'a', { labels: { a: 'b' } }), [{ code: 'metadataOnly' }]],
    [
      'a new template',
      set({}),
      set({}, 'b'),
      [{ code: 'rollout', first: 'db-2', last: 'db-0', count: 3, held: 0, atOnce: 'one' }],
    ],
    [
      'a new template with a partition',
      set(rolling(1)),
      set(rolling(1), 'b'),
      [{ code: 'rollout', first: 'db-2', last: 'db-1', count: 2, held: 1, atOnce: 'one' }],
    ],
    [
      'a new template that a partition holds back whole',
      set(rolling(3)),
      set(rolling(3), 'b'),
      [{ code: 'rolloutHeld', count: 3, partition: 3 }],
    ],
    [
      'a new template with OnDelete',
      set({ updateStrategy: { type: 'OnDelete' } }),
      set({ updateStrategy: { type: 'OnDelete' } }, 'b'),
      [{ code: 'rolloutOnDelete', first: 'db-2', last: 'db-0', count: 3 }],
    ],
    [
      'a new template of a stopped set',
      set({ replicas: 0 }),
      set({ replicas: 0 }, 'b'),
      [{ code: 'rolloutEmpty' }],
    ],
    [
      'a new template and more replicas',
      set({}),
      set({ replicas: 4 }, 'b'),
      [
        { code: 'rollout', first: 'db-2', last: 'db-0', count: 3, held: 0, atOnce: 'one' },
        { code: 'scaleUp', from: 3, to: 4, first: 'db-3', last: 'db-3', count: 1 },
      ],
    ],
    [
      'a new template from the fifth ordinal',
      set({ ordinals: { start: 5 } }),
      set({ ordinals: { start: 5 } }, 'b'),
      [{ code: 'rollout', first: 'db-7', last: 'db-5', count: 3, held: 0, atOnce: 'one' }],
    ],
    [
      'more replicas',
      set({}),
      set({ replicas: 5 }),
      [{ code: 'scaleUp', from: 3, to: 5, first: 'db-3', last: 'db-4', count: 2 }],
    ],
    [
      'fewer replicas',
      set({}),
      set({ replicas: 1 }),
      [{ code: 'scaleDown', from: 3, to: 1, first: 'db-2', last: 'db-1', count: 2, claims: 'none' }],
    ],
    [
      'fewer replicas whose claims go',
      set(claims('Delete')),
      set({ ...claims('Delete'), replicas: 2 }),
      [{ code: 'scaleDown', from: 3, to: 2, first: 'db-2', last: 'db-2', count: 1, claims: 'Delete' }],
    ],
    [
      'replicas left out, which are one',
      set({ replicas: 1 }),
      set({ replicas: undefined }),
      [{ code: 'settingsOnly' }],
    ],
    ['a raised partition', set(rolling(0)), set(rolling(2)), [{ code: 'heldFrom', partition: 2 }]],
    ['a lowered partition of one revision', set(rolling(2)), set(rolling(0)), [{ code: 'settingsOnly' }]],
    [
      'another strategy',
      set(rolling(0)),
      set({ updateStrategy: { type: 'OnDelete' } }),
      [{ code: 'strategy', to: 'OnDelete' }],
    ],
    [
      'another first ordinal',
      set({}),
      set({ ordinals: { start: 2 } }),
      [{ code: 'window', from: 0, to: 2, ends: 2, claims: 'none', first: 'db-2', last: 'db-4' }],
    ],
    [
      'another first ordinal whose pods take their claims along',
      set(claims('Delete')),
      set({ ...claims('Delete'), ordinals: { start: 3 } }),
      [{ code: 'window', from: 0, to: 3, ends: 3, claims: 'Delete', first: 'db-3', last: 'db-5' }],
    ],
    [
      'another first ordinal and fewer replicas, which is one change',
      set({ ...claims('Retain'), ordinals: { start: 1 } }),
      set({ ...claims('Retain'), replicas: 2 }),
      [{ code: 'window', from: 1, to: 0, ends: 2, claims: 'Retain', first: 'db-0', last: 'db-1' }],
    ],
    [
      'another first ordinal below, with room for all',
      set({ ...claims('Delete'), ordinals: { start: 1 } }),
      set({ ...claims('Delete'), replicas: 4 }),
      [{ code: 'window', from: 1, to: 0, ends: 0, claims: 'none', first: 'db-0', last: 'db-3' }],
    ],
    [
      'claims that will go',
      set(claims('Retain')),
      set(claims('Delete')),
      [{ code: 'claimsDeleted', when: 'whenScaled' }],
    ],
    ['a longer wait', set({}), set({ minReadySeconds: 5 }), [{ code: 'settingsOnly' }]],
  ])('%s', (_, before, after, expected) => {
    expect(editEffects(before, after, facts)).toEqual(expected)
  })

  it('a lowered partition lets go exactly the pods between, when there are two revisions', () => {
    expect(editEffects(set(rolling(3)), set(rolling(1)), { ...facts, isMixed: true })).toEqual([
      { code: 'released', first: 'db-2', last: 'db-1', count: 2 },
    ])
  })

  it('replicas that an autoscaler sets are set back by it', () => {
    expect(editEffects(set({}), set({ replicas: 4 }), { ...facts, autoscaler: 'cpu' })).toContainEqual({
      code: 'autoscaler',
      name: 'cpu',
    })
  })
})
