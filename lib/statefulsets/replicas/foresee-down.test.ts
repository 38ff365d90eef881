import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foreseeDown } from './foresee-down.ts'
import type { ForesightFacts } from './foresee-facts.ts'
import { bound, ending, factsOf, type Health, podOf, template } from './foresight.testing.ts'

const healthy = (count: number, start = 0) =>
  Array.from({ length: count }, (_, index) => podOf(start + index, 'ready'))
const tell = (facts: ForesightFacts, to: number) => {
  const { leaving, wait } = foreseeDown(facts, to)
  const names = leaving.map(({ podName }) => podName.replace('web-', '')).join(' ')
  if (wait === null) return names
  return `${names} | ${wait.kind} ${wait.podName}${wait.other === null ? '' : ` ${wait.other}`} holds ${wait.held.join(' ')}`
}

describe('a scale-down', () => {
  it('of any healthy set names what is above, highest first', () => {
    for (let from = 0; from <= 9; from++)
      for (let to = 0; to <= from; to++)
        for (const start of [0, 1, 7]) {
          const facts = factsOf({ replicas: from, ordinals: { start } }, healthy(from, start))
          const expected = Array.from({ length: from - to }, (_, index) => start + from - 1 - index)
          expect(tell(facts, to)).toBe(expected.join(' '))
          expect(foreseeDown(facts, to).readyAfter).toBe(to)
        }
  })

  it('waits for a pod that remains and is not ready', () => {
    const pods = [podOf(0, 'ready'), podOf(1, 'unready'), podOf(2, 'ready')]
    expect(tell(factsOf({}, pods), 2)).toBe('2 | remaining web-1 holds web-2')
    expect(tell(factsOf({}, [podOf(1, 'ready'), podOf(2, 'ready')]), 1)).toBe(
      '2 1 | remaining web-0 holds web-2 web-1',
    )
  })

  it('removes the only unready pod, but of two not the higher', () => {
    const one = [podOf(0, 'ready'), podOf(1, 'unready'), podOf(2, 'ready')]
    expect(tell(factsOf({}, one), 0)).toBe('2 1 0')
    const two = [podOf(0, 'unready'), podOf(1, 'unready'), podOf(2, 'ready')]
    expect(tell(factsOf({}, two), 0)).toBe('2 1 0 | behind web-1 web-0 holds web-1 web-0')
  })

  it('waits for ever behind a pod whose node is lost', () => {
    const pods = [podOf(0, 'ready'), podOf(1, 'lost'), podOf(2, 'ready')]
    expect(tell(factsOf({}, pods), 0)).toBe('2 1 0 | node web-1 holds web-0')
    expect(tell(factsOf({ podManagementPolicy: 'Parallel' }, pods), 0)).toBe('2 1 0 | node web-1 holds ')
  })

  it('with Parallel waits for nobody', () => {
    const pods = [podOf(0, 'unready'), podOf(1, 'unready'), podOf(2, 'unready')]
    expect(tell(factsOf({ podManagementPolicy: 'Parallel' }, pods), 1)).toBe('2 1')
  })

  it('takes along what a former one has not ended yet', () => {
    const pods = [...healthy(3), podOf(3, 'ready'), podOf(4, 'ending')]
    expect(tell(factsOf({}, pods), 2)).toBe('4 3 2')
  })

  it('leaves a pod of somebody else alone', () => {
    const foreign = { ...podOf(2, 'ready') }
    const metadata = { ...foreign.metadata, ownerReferences: [] }
    expect(tell(factsOf({}, [...healthy(2), { ...foreign, metadata }]), 1)).toBe('1')
  })
})

describe('the claims of pods that leave', () => {
  const owner = (kind: string, name: string, uid: string) => ({
    apiVersion: 'v1',
    kind,
    name,
    uid,
    controller: true,
  })
  const fates = (whenScaled: string, owners: object[] = [], pods = healthy(3)) => {
    const parts = {
      volumeClaimTemplates: [template('data'), template('log')],
      persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted: 'Retain' },
    }
    const claims = [bound('log-web-2'), bound('data-web-2', '5Gi', owners), bound('data-web-0')]
    return foreseeDown(factsOf(parts, pods, { claims }), 2).leaving.flatMap((one) =>
      one.claims.map(({ name, fate, heldBy }) => [name, fate, heldBy].filter(Boolean).join(' ')),
    )
  }
  it.each([
    ['stay', 'Retain', [], ['data-web-2 kept', 'log-web-2 kept']],
    ['go', 'Delete', [], ['data-web-2 deleted', 'log-web-2 deleted']],
    [
      'go although the set owns them',
      'Delete',
      [owner('StatefulSet', 'web', 'set')],
      ['data-web-2 deleted', 'log-web-2 deleted'],
    ],
    [
      'stay with another controller',
      'Delete',
      [owner('Backup', 'nightly', 'x')],
      ['data-web-2 kept Backup/nightly', 'log-web-2 deleted'],
    ],
    [
      'stay with a former set of the name',
      'Delete',
      [owner('StatefulSet', 'web', 'former')],
      ['data-web-2 kept StatefulSet/web', 'log-web-2 deleted'],
    ],
  ])('%s', (_, whenScaled, owners, expected) => {
    expect(fates(whenScaled, owners)).toEqual(expected)
  })
  it('stay where the pod is not there any more', () => {
    expect(fates('Delete', [], healthy(2))).toEqual(['data-web-2 kept', 'log-web-2 kept'])
  })
  it('are not counted twice when they are going already', () => {
    const one = bound('data-web-2')
    const claims = [{ ...one, metadata: { ...one.metadata, ...ending } }]
    const facts = factsOf({ volumeClaimTemplates: [template()] }, healthy(3), { claims })
    expect(foreseeDown(facts, 2).leaving[0]?.claims[0]?.fate).toBe('ending')
  })
  it('are told by exact name', () => {
    const claims = ['data-web-02', 'data-web-2-2', 'data-web-x-2', 'other-web-2', 'data-web-2'].map((name) =>
      bound(name),
    )
    const facts = factsOf({ volumeClaimTemplates: [template()] }, healthy(3), { claims })
    expect(foreseeDown(facts, 2).leaving[0]?.claims.map(({ name }) => name)).toEqual(['data-web-2'])
  })
})

/**
 * The controller's own rule, step by step (stateful_set_control.go, v1.35), with pods that stay as they are: gives the
 * ordinals outside the window that are there when nothing moves any more.
 */
function play(pods: Map<number, Health>, start: number, to: number, isOrdered: boolean): number[] {
  const condemned = () =>
    [...pods.keys()].filter((one) => one < start || one >= start + to).sort((a, b) => b - a)
  const window = Array.from({ length: to }, (_, index) => start + index)
  for (let isMoving = true; isMoving; ) {
    isMoving = false
    for (const one of condemned()) if (pods.get(one) === 'ending') isMoving = pods.delete(one) || isMoving
    if (isOrdered && window.some((one) => pods.get(one) !== 'ready')) continue
    const unavailable = condemned().findLast((one) => pods.get(one) !== 'ready')
    for (const one of condemned()) {
      const health = pods.get(one)
      if (health === 'lostEnding') {
        if (isOrdered) break
        continue
      }
      if (isOrdered && health !== 'ready' && one !== unavailable) break
      pods.set(one, health === 'lost' ? 'lostEnding' : 'ending')
      isMoving = true
      if (isOrdered) break
    }
  }
  return condemned()
}

it('holds exactly the pods that the controller would not end', () => {
  const health = fc.constantFrom<Health | 'missing'>(
    'ready',
    'ready',
    'unready',
    'ending',
    'lost',
    'lostEnding',
    'missing',
  )
  const cases = fc.record({
    start: fc.constantFrom(0, 1, 5),
    health: fc.array(health, { maxLength: 9 }),
    to: fc.nat(9),
    isOrdered: fc.boolean(),
  })
  fc.assert(
    fc.property(cases, ({ start, health, to, isOrdered }) => {
      const there = health.flatMap((one, index) => (one === 'missing' ? [] : [[start + index, one] as const]))
      const facts = factsOf(
        {
          replicas: health.length,
          ordinals: { start },
          ...(isOrdered ? {} : { podManagementPolicy: 'Parallel' }),
        },
        there.map(([ordinal, one]) => podOf(ordinal, one)),
      )
      const { wait } = foreseeDown(facts, Math.min(to, health.length))
      const lost = there.filter(([ordinal, one]) => {
        const isNamed = wait?.kind === 'node' && wait.podName === `web-${ordinal}`
        return ordinal >= start + to && (isNamed || one === 'lostEnding' || (one === 'lost' && !isOrdered))
      })
      const stay = new Set([...(wait?.held ?? []), ...lost.map(([ordinal]) => `web-${ordinal}`)])
      const played = play(new Map(there), start, Math.min(to, health.length), isOrdered)
      expect([...stay].sort()).toEqual(played.map((one) => `web-${one}`).sort())
    }),
    { numRuns: 2000 },
  )
})
