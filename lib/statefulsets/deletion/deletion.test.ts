import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DeletionPlan, deletionModes } from '../schema.ts'
import { decideRest, type Rest } from './deletion-rest.ts'
import { decideWorkload, type Workload } from './deletion-workload.ts'

const plan = (parts: Partial<DeletionPlan> = {}): DeletionPlan => ({
  ...{ uid: 'old', mode: 'background', whenDeleted: 'Retain', whenScaled: 'Retain' },
  ...{ claims: [{ name: 'data-web-0', uid: 'c0' }], companions: [] },
  ...parts,
})
const standing = { uid: 'old', isEnding: false, replicas: 2, isObserved: true, isRetaining: true }
const workload = (set: Partial<typeof standing> | null, parts: Partial<Workload> = {}): Workload => ({
  set: set === null ? null : { ...standing, ...set },
  ...{ pods: ['web-0', 'web-1'], owned: [] },
  ...parts,
})
const tell = (parts: Partial<DeletionPlan>, world: Workload) => {
  const { change, isGone, items } = decideWorkload(plan(parts), world)
  return [change ?? (isGone ? 'gone' : 'wait'), ...items.map(({ key, state }) => `${key}:${state}`)].join(' ')
}

describe('the workload', () => {
  const ordered = { mode: 'ordered' } as const
  it.each<[string, Partial<DeletionPlan>, Workload, string]>([
    ['goes at once', {}, workload({}), 'delete deleteSet:running podsEnd:waiting'],
    ['is stopped first', ordered, workload({}), 'stop stop:running deleteSet:waiting'],
    ['waits for its pods', ordered, workload({ replicas: 0 }), 'wait stop:running deleteSet:waiting'],
    [
      'goes when they are gone',
      ordered,
      workload({ replicas: 0 }, { pods: [] }),
      'delete stop:done deleteSet:running',
    ],
    [
      'is stopped again when somebody scales it up',
      ordered,
      workload({}, { pods: [] }),
      'stop stop:running deleteSet:waiting',
    ],
    ['is waited for', {}, workload({ isEnding: true }), 'wait deleteSet:running podsEnd:running'],
    ['is waited for until its last pod', {}, workload(null), 'wait deleteSet:done podsEnd:running'],
    ['is gone', {}, workload(null, { pods: [] }), 'gone deleteSet:done podsEnd:done'],
    ['is gone with pods that run on', { mode: 'orphan' }, workload(null), 'gone deleteSet:done'],
    [
      'is gone though one of the name is there',
      {},
      workload({ uid: 'new' }, { pods: [] }),
      'gone deleteSet:done podsEnd:done',
    ],
    [
      'gives up its claims first',
      { whenDeleted: 'Delete' },
      workload({ isRetaining: false }, { owned: ['data-web-0'] }),
      'retain keepClaims:running deleteSet:waiting podsEnd:waiting',
    ],
    [
      'is left alone until the controller knows',
      { whenDeleted: 'Delete' },
      workload({ isObserved: false }, { owned: ['data-web-0'] }),
      'wait keepClaims:running deleteSet:waiting podsEnd:waiting',
    ],
    [
      'is left alone until then though nothing is owned yet',
      { mode: 'ordered', whenScaled: 'Delete' },
      workload({ isObserved: false }),
      'wait keepClaims:running stop:waiting deleteSet:waiting',
    ],
    [
      'has its claims taken from it',
      { whenDeleted: 'Delete' },
      workload({}, { owned: ['data-web-0'] }),
      'release keepClaims:running deleteSet:waiting podsEnd:waiting',
    ],
    [
      'has its claims taken from it also when somebody else deleted it',
      {},
      workload(null, { owned: ['data-web-0'], pods: [] }),
      'release deleteSet:done podsEnd:running',
    ],
  ])('%s', (_, parts, world, expected) => {
    expect(tell(parts, world)).toBe(expected)
  })
})

describe('what was chosen', () => {
  const service = { resource: 'services', name: 'web', uid: 's' } as const
  const claim = (uid: string, parts = {}) => ({ uid, isEnding: false, usedBy: [], sharedWith: [], ...parts })
  const rest = (parts: Partial<Rest>): Rest => ({
    isRemade: false,
    companions: [{ uid: 's', isEnding: false }],
    claims: [claim('c0')],
    ...parts,
  })
  const told = (now: Rest | null, refusals = {}) => {
    const { change, isDone, items } = decideRest(plan({ companions: [service] }), now, refusals)
    const words = items.map(({ state, detail }) => [state, detail?.key].filter(Boolean).join('/'))
    return [change?.name ?? (isDone ? 'done' : 'wait'), ...words].join(' ')
  }
  it.each<[string, Rest | null, string]>([
    ['waits for the workload', null, 'wait waiting waiting'],
    ['goes before the data', rest({}), 'web running running'],
    [
      'is gone before the data goes',
      rest({ companions: [{ uid: 's', isEnding: true }] }),
      'wait running running',
    ],
    ['goes last, the data', rest({ companions: [null] }), 'data-web-0 done running'],
    [
      'is waited for',
      rest({ companions: [null], claims: [claim('c0', { isEnding: true })] }),
      'wait done running',
    ],
    ['is gone', rest({ companions: [null], claims: [null] }), 'done done done'],
    ['stays when the set was made anew', rest({ isRemade: true }), 'done failed/remade failed/remade'],
    [
      'stays when it is another one',
      rest({ companions: [{ uid: 'x', isEnding: false }], claims: [claim('y')] }),
      'done failed/replaced failed/replaced',
    ],
    [
      'stays when a pod uses it',
      rest({ companions: [null], claims: [claim('c0', { usedBy: ['job-x'] })] }),
      'done done failed/usedBy',
    ],
    [
      'stays when it is of another set too',
      rest({ companions: [null], claims: [claim('c0', { sharedWith: ['a'] })] }),
      'done done failed/sharedWith',
    ],
  ])('%s', (_, now, expected) => {
    expect(told(now)).toBe(expected)
  })
  it('goes on with the others when one is refused', () => {
    expect(told(rest({}), { 'services/web': 'cluster_forbidden' })).toBe('data-web-0 failed/refused running')
  })
})

/** A cluster of one set, whose garbage is collected and which somebody else touches at any time. */
class World {
  uid: string | null = 'old'
  isEnding = false
  replicas = 2
  policy = { deleted: false }
  pods = new Set(['web-0', 'web-1'])
  claims = new Map([
    ['data-web-0', { uid: 'c0', owned: false }],
    ['data-web-1', { uid: 'c1', owned: false }],
  ])
  constructor(isDeleting: boolean) {
    this.policy.deleted = isDeleting
    for (const claim of this.claims.values()) claim.owned = isDeleting
  }
  workload(): Workload {
    const owned = [...this.claims].filter(([, { owned }]) => owned).map(([name]) => name)
    const set =
      this.uid === null
        ? null
        : {
            ...standing,
            uid: this.uid,
            isEnding: this.isEnding,
            replicas: this.replicas,
            isRetaining: !this.policy.deleted,
          }
    return { set, pods: [...this.pods], owned }
  }
  /** What goes on by itself, or by others. */
  live(event: number): void {
    if (event === 0 && (this.uid !== 'old' || this.replicas === 0))
      this.pods.delete([...this.pods].at(-1) ?? '')
    if (event === 1 && this.isEnding) this.collect()
    if (event === 2 && this.uid === null && this.pods.size === 0) {
      Object.assign(this, { uid: 'new', replicas: 2 })
      this.policy.deleted = false
    }
    if (event === 3 && this.uid === 'old') this.replicas = 3
    if (event === 4) this.claims.set('data-web-0', { uid: 'other', owned: false })
  }
  collect(): void {
    this.uid = null
    this.isEnding = false
    for (const [name, { owned }] of this.claims) if (owned) this.claims.delete(name)
  }
}

it('whenever it is killed and whatever others do, no claim goes that was not chosen', () => {
  const cases = fc.record({
    mode: fc.constantFrom(...deletionModes),
    isDeleting: fc.boolean(),
    events: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }),
  })
  fc.assert(
    fc.property(cases, ({ mode, isDeleting, events }) => {
      const world = new World(isDeleting)
      const one = plan({
        mode,
        ...(mode === 'orphan' ? { claims: [] } : {}),
        ...(isDeleting ? { whenDeleted: 'Delete' as const } : {}),
      })
      for (const event of [...events, ...Array(40).fill(0)]) {
        world.live(event)
        // A kill loses the decision; the next step reads the world anew.
        const { change, isGone } = decideWorkload(one, world.workload())
        if (event > 7) continue
        if (change === 'retain') world.policy.deleted = false
        if (change === 'release') for (const claim of world.claims.values()) claim.owned = false
        if (change === 'stop') world.replicas = 0
        if (change === 'delete') {
          expect([...world.claims.values()].some(({ owned }) => owned)).toBe(false)
          expect(mode === 'ordered' && world.pods.size > 0).toBe(false)
          world.isEnding = true
          world.collect()
        }
        if (!isGone) continue
        const claim = world.claims.get('data-web-0')
        const claims = one.claims.map(() =>
          claim === undefined ? null : { uid: claim.uid, isEnding: false, usedBy: [], sharedWith: [] },
        )
        const next = decideRest(one, { isRemade: world.uid === 'new', companions: [], claims }, {}).change
        if (next === null) continue
        expect([next.name, claim?.uid, world.uid]).toEqual(['data-web-0', 'c0', null])
        expect(world.pods.size).toBe(0)
        world.claims.delete('data-web-0')
      }
      expect(world.claims.get('data-web-1')).toEqual({ uid: 'c1', owned: false })
      expect(world.uid).not.toBe('old')
    }),
    { numRuns: 1000 },
  )
})
