import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StatefulSet } from '../../kubernetes/types.ts'
import { pod, set as setOf } from '../state/state.testing.ts'
import {
  decideReplacement,
  disturbedPods,
  operationMark,
  type ReplacementMemo,
  type ReplacementMove,
  type ReplacementWorld,
  remake,
} from './replacement.ts'

const size = (storage: string) => ({
  volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage } } } }],
})
const sizeOf = ({ spec }: StatefulSet) => spec?.volumeClaimTemplates?.[0]?.spec?.resources?.requests?.storage
const retention = (whenDeleted: string) => ({
  persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled: 'Retain' },
})
const owner = (uid: string) => [
  { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid, controller: true },
]
const owned = (uid: string) =>
  [0, 1].map((n) => pod(`web-${n}`, { metadata: { ownerReferences: owner(uid) } }))
const orphans = [0, 1].map((n) => pod(`web-${n}`, { metadata: { ownerReferences: [] } }))
const claim = (ownerReferences: ReturnType<typeof owner> = []) => ({
  metadata: { name: 'data-web-0', uid: 'c', resourceVersion: '1', ownerReferences },
})
const running = [0, 1].map((n) => ({ name: `web-${n}`, uid: `uid of web-${n}`, restarts: 0 }))
const old = setOf({ replicas: 2, ...size('1Gi') })
const memo = (over: Partial<ReplacementMemo> = {}): ReplacementMemo => ({
  ...{ saved: old, pods: running, whenDeleted: 'Retain', isRemoving: true, madeUid: null },
  ...over,
})
const made = (over: Parameters<typeof setOf>[0] = {}) =>
  setOf({
    ...{ replicas: 2, ...size('2Gi') },
    ...over,
    metadata: { uid: 'made', annotations: { [operationMark]: 'run' }, ...over.metadata },
  })

const world = (over: Partial<ReplacementWorld>): ReplacementWorld => ({
  ...{ runId: 'run', firstUid: 'set', set: old, pods: owned('set'), claims: [claim()], memo: null },
  isSatisfied: (one) => sizeOf(one) === '2Gi',
  ...over,
})

describe('the next move, when the set', () => {
  const leaving = setOf({ metadata: { deletionTimestamp: 'now', finalizers: ['orphan'] }, ...size('1Gi') })
  const noted = memo({ madeUid: 'made', isRemoving: false })
  const cases: [string, Partial<ReplacementWorld>, ReplacementMove][] = [
    ['is as it was', {}, 'remove'],
    ['has what is wanted already', { set: setOf(size('2Gi')) }, 'done'],
    [
      'rolls out another revision',
      { pods: [...owned('set'), pod('web-2', { revision: 'web-0' })] },
      'wait-rollout',
    ],
    [
      'has a pod of its name that is nobody’s',
      { pods: [...owned('set'), pod('web-9', { revision: '', metadata: { ownerReferences: [] } })] },
      'remove',
    ],
    [
      'has an update by hand behind it',
      { set: setOf({ status: { currentRevision: 'web-0' }, ...size('1Gi') }) },
      'remove',
    ],
    ['is not observed yet', { set: setOf({ metadata: { generation: 2 }, ...size('1Gi') }) }, 'wait-rollout'],
    [
      'would take its claims along',
      { set: setOf({ ...size('1Gi'), ...retention('Delete') }) },
      'lift-retention',
    ],
    [
      'still owns a claim after the policy was lifted',
      { memo: memo({ whenDeleted: 'Delete', isRemoving: false }), claims: [claim(owner('set'))] },
      'wait-release',
    ],
    ['is noted as being removed, and is still there', { memo: memo() }, 'remove'],
    ['is being removed by us', { set: leaving, memo: memo() }, 'wait-removal'],
    ['is being removed by somebody else', { set: leaving }, 'overtaken'],
    [
      'is being removed with its pods',
      {
        set: setOf({ metadata: { deletionTimestamp: 'now', finalizers: ['foregroundDeletion'] } }),
        memo: memo(),
      },
      'overtaken',
    ],
    ['is away, and its pods are left', { set: null, memo: memo(), pods: orphans }, 'create'],
    ['is away, and had no pods', { set: null, memo: memo({ pods: [] }), pods: [] }, 'create'],
    ['was deleted by somebody before us', { set: null }, 'overtaken'],
    ['was deleted with its pods in the same moment', { set: null, memo: memo() }, 'overtaken'],
    ['was deleted with its pods while nobody looked', { set: null, memo: memo(), pods: [] }, 'overtaken'],
    [
      'was made anew by somebody else',
      { set: made({ metadata: { annotations: {} } }), memo: memo() },
      'overtaken',
    ],
    [
      'was made by another operation',
      { set: made({ metadata: { annotations: { [operationMark]: 'x' } } }), memo: memo() },
      'overtaken',
    ],
    ['was made by us a moment ago', { set: made(), memo: memo(), pods: orphans }, 'note-made'],
    ['was made and has not its pods yet', { set: made(), memo: noted, pods: orphans }, 'wait-adoption'],
    [
      'was made, and a pod of its name is another’s',
      {
        set: made(),
        memo: noted,
        pods: [...owned('made'), pod('web-1', { metadata: { ownerReferences: owner('other') } })],
      },
      'restore',
    ],
    ['was made and has its pods', { set: made(), memo: noted, pods: owned('made') }, 'restore'],
    [
      'was made, and is without our mark',
      { set: made({ metadata: { annotations: {} } }), memo: noted, pods: owned('made') },
      'done',
    ],
    [
      'was made, and keeps its claims where it did not',
      {
        set: made({ metadata: { annotations: {} }, ...retention('Retain') }),
        memo: memo({ madeUid: 'made', isRemoving: false, whenDeleted: 'Delete' }),
        pods: owned('made'),
      },
      'restore',
    ],
    ['was put back as it was', { set: made(size('1Gi')), memo: noted, pods: owned('made') }, 'remove'],
    ['was made and then deleted', { set: null, memo: noted, pods: owned('made') }, 'overtaken'],
  ]
  it.each(cases)('%s', (_name, over, move) => {
    expect(decideReplacement(world(over))).toBe(move)
  })
})

/** A cluster of one set: what the API server, the garbage collector and the controller do with what is asked. */
class Model {
  set: StatefulSet | null
  pods = owned('set')
  claims = [claim()]
  memo: ReplacementMemo | null = null
  #made = 0

  constructor(whenDeleted: string) {
    this.set = setOf({ replicas: 2, ...size('1Gi'), ...retention(whenDeleted) })
    if (whenDeleted === 'Delete') this.claims = [claim(owner('set'))]
  }

  get world(): ReplacementWorld {
    return world({ set: this.set, pods: this.pods, claims: this.claims, memo: this.memo })
  }

  /** What one step does; a kill may come after the memo is saved and before the change. */
  step(isKilled: boolean): ReplacementMove {
    const move = decideReplacement(this.world)
    const { set } = this
    const spec = set?.spec
    if (move === 'lift-retention' && set && spec) {
      this.memo = memo({ saved: set, whenDeleted: 'Delete', isRemoving: false })
      if (!isKilled) this.set = { ...set, spec: { ...spec, ...retention('Retain') } }
    }
    if (move === 'remove' && set) {
      this.memo = memo({ saved: set, whenDeleted: this.memo?.whenDeleted ?? 'Retain' })
      if (!isKilled)
        this.set = { ...set, metadata: { ...set.metadata, deletionTimestamp: 'now', finalizers: ['orphan'] } }
    }
    if (move === 'create' && this.memo && !isKilled) {
      const body = remake(this.memo.saved, 'run', (one) => ({ ...one, ...size('2Gi') })) as StatefulSet
      const status = { replicas: 0, observedGeneration: 0, updateRevision: 'web-1' }
      const uid = `made ${++this.#made}`
      this.set = { ...body, metadata: { ...body.metadata, uid, resourceVersion: '1', generation: 1 }, status }
    }
    if (move === 'note-made' && set && this.memo)
      this.memo = { ...this.memo, madeUid: set.metadata.uid, isRemoving: false }
    if (move === 'restore' && set && spec && !isKilled) {
      const { annotations: _, ...metadata } = set.metadata
      this.set = { ...set, metadata, spec: { ...spec, ...retention(this.memo?.whenDeleted ?? 'Retain') } }
    }
    return move
  }

  /** What goes on without us. */
  tick(): void {
    const { set } = this
    if (set?.metadata.deletionTimestamp !== undefined) {
      this.pods = orphans
      this.claims = [claim()]
      this.set = null
    } else if (set !== null) {
      this.pods = owned(set.metadata.uid)
      const isLosing = set.spec?.persistentVolumeClaimRetentionPolicy?.whenDeleted === 'Delete'
      this.claims = [claim(isLosing ? owner(set.metadata.uid) : [])]
      this.set = { ...set, status: { replicas: 2, observedGeneration: 1, updateRevision: 'web-1' } }
    }
  }
}

describe('a set that is made anew', () => {
  it('comes to its end whatever is killed when, keeps every pod, and has its policy back', () => {
    const event = fc.constantFrom('step', 'killed', 'tick')
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 30 }),
        fc.constantFrom('Retain', 'Delete'),
        (events, policy) => {
          const model = new Model(policy)
          const uids = model.pods.map(({ metadata }) => metadata.uid)
          for (const one of events) {
            if (one === 'tick') model.tick()
            else expect(model.step(one === 'killed')).not.toBe('overtaken')
          }
          let move: ReplacementMove | null = null
          for (let turn = 0; turn < 20 && move !== 'done'; turn++) {
            model.tick()
            move = model.step(false)
          }
          expect(move).toBe('done')
          expect(model.set && sizeOf(model.set)).toBe('2Gi')
          expect(model.set?.spec?.persistentVolumeClaimRetentionPolicy?.whenDeleted).toBe(policy)
          expect(model.set?.metadata.annotations ?? {}).toEqual({})
          expect(model.pods.map(({ metadata }) => metadata.uid)).toEqual(uids)
          expect(disturbedPods(model.world)).toEqual([])
        },
      ),
    )
  })
})

it('what is sent is what was saved, without what the server wrote', () => {
  const saved = setOf({
    metadata: { labels: { app: 'web' }, finalizers: ['orphan', 'example.com/own'], annotations: { a: 'b' } },
    ...size('1Gi'),
  })
  const body = remake(saved, 'run', (spec) => ({ ...spec, replicas: 5 })) as StatefulSet
  expect(body).toMatchObject({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    spec: { ...saved.spec, replicas: 5 },
  })
  expect(body.metadata).toEqual({
    name: 'web',
    labels: { app: 'web' },
    finalizers: ['example.com/own'],
    annotations: { a: 'b', [operationMark]: 'run' },
  })
  expect(body).not.toHaveProperty('status')
})

it('a pod that was replaced, restarted or is gone since is named', () => {
  const restarted = pod('web-1', {
    status: {
      containerStatuses: [{ name: 'main', image: '', imageID: '', ready: true, restartCount: 1 }],
    },
  })
  const more = [
    ...running,
    { name: 'web-2', uid: 'u', restarts: 0 },
    { name: 'web-3', uid: 'u', restarts: 0 },
  ]
  const pods = [pod('web-0'), restarted, pod('web-2')]
  expect(disturbedPods({ pods, memo: memo({ pods: more }) })).toEqual(['web-1', 'web-2', 'web-3'])
})
