import { describe, expect, it } from 'vitest'
import type { HorizontalPodAutoscaler, PodDisruptionBudget } from '../../kubernetes/types.ts'
import { partition, rolling, set } from '../state/state.testing.ts'
import type { ForesightFacts, QuotaReading } from './foresee-facts.ts'
import { foreseeEdit, foreseeReplicas } from './foresee-replicas.ts'
import { bound, ending, factsOf, type Health, podOf, template } from './foresight.testing.ts'

const healthy = (count: number, start = 0) =>
  Array.from({ length: count }, (_, index) => podOf(start + index, 'ready'))
const up = (facts: ForesightFacts, to: number, quota: QuotaReading | null = null) =>
  foreseeReplicas(facts, 'scale', to, quota).up

describe('a scale-up', () => {
  it('of any healthy set names what comes, lowest first', () => {
    for (let from = 0; from <= 9; from++)
      for (let to = from + 1; to <= 9; to++)
        for (const start of [0, 1, 7]) {
          const facts = factsOf({ replicas: from, ordinals: { start } }, healthy(from, start))
          expect(up(facts, to)).toMatchObject({
            ...{ count: to - from, first: `web-${start + from}`, last: `web-${start + to - 1}` },
            ...{ wait: null, reused: [], fresh: { count: 0, bytes: 0 }, onFormer: 0 },
          })
        }
  })

  it.each<[string, Health, boolean, string | undefined]>([
    ['waits for a pod that is not ready', 'unready', true, 'web-1'],
    ['waits for one that is ending', 'ending', true, 'web-1'],
    ['waits for nobody with Parallel', 'unready', false, undefined],
    ['goes on when all are ready', 'ready', true, undefined],
  ])('%s', (_, health, isOrdered, expected) => {
    const policy = isOrdered ? {} : { podManagementPolicy: 'Parallel' }
    const facts = factsOf({ replicas: 2, ...policy }, [podOf(0, 'ready'), podOf(1, health)])
    expect(up(facts, 3)?.wait?.podName).toBe(expected)
  })

  it('makes what is missing too, and does not wait for it by itself', () => {
    const facts = factsOf({ replicas: 3 }, [podOf(0, 'ready'), podOf(1, 'ready')])
    expect(up(facts, 4)).toMatchObject({ count: 2, first: 'web-2', last: 'web-3' })
  })

  it.each([
    [0, 0],
    [1, 0],
    [4, 1],
    [9, 2],
  ])('behind a partition of %i, %i of two new pods have the former template', (held, expected) => {
    const facts = factsOf({ replicas: 3, updateStrategy: partition(held), status: rolling(1) }, healthy(3))
    expect(up(facts, 5)?.onFormer).toBe(expected)
    expect(up(factsOf({ replicas: 3, updateStrategy: partition(held) }, healthy(3)), 5)?.onFormer).toBe(0)
  })

  it('uses the claims of former pods as they are, and says where they differ from the template', () => {
    const leaving = bound('data-web-4')
    const claims = [
      bound('data-web-3', '5Gi'),
      bound('log-web-3', '1Gi'),
      { ...leaving, metadata: { ...leaving.metadata, ...ending } },
      bound('data-web-5'),
      bound('data-web-0'),
    ]
    const parts = { volumeClaimTemplates: [template('data', '1Gi', 'slow'), template('log')] }
    const found = up(factsOf(parts, healthy(3), { claims }), 5)
    expect(found?.reused.map(({ name, differs, isEnding }) => ({ name, ...differs, isEnding }))).toEqual([
      { name: 'data-web-3', bytes: 1024 ** 3, className: 'slow', isEnding: false },
      { name: 'log-web-3', bytes: null, className: null, isEnding: false },
      { name: 'data-web-4', bytes: null, className: 'slow', isEnding: true },
    ])
    expect(found?.fresh).toEqual({ count: 1, bytes: 1024 ** 3 })
  })
})

describe('a quota', () => {
  const parts = {
    replicas: 2,
    volumeClaimTemplates: [template('data', '1Gi')],
    template: {
      metadata: { labels: {} },
      spec: { containers: [{ name: 'main', resources: { requests: { cpu: '500m' } } }] },
    },
  }
  const facts = (claims: string[] = []) => {
    const one = factsOf(parts, healthy(2), { claims: claims.map((name) => bound(name)) })
    return {
      ...one,
      set: { ...one.set, spec: { ...set(parts).spec, template: parts.template } },
    } as ForesightFacts
  }
  const quota = (resource: string, hard: string, used: string): QuotaReading => ({
    counts: [{ quota: 'team', resource, hard, used }],
    limits: [],
  })
  it.each([
    ['pods', '4', '2', 5, 4],
    ['pods', '5', '2', 5, undefined],
    ['requests.cpu', '1700m', '1', 5, 3],
    ['requests.storage', '3Gi', '2Gi', 4, 3],
    ['persistentvolumeclaims', '2', '2', 3, 2],
    ['requests.memory', '1Mi', '1Mi', 9, undefined],
  ])('of %s %s with %s used lets 2 go up to %i: %s', (resource, hard, used, to, most) => {
    expect(up(facts(), to, quota(resource, hard, used))?.quota?.most).toBe(most)
  })
  it('does not count claims that are there', () => {
    const one = quota('persistentvolumeclaims', '5', '5')
    expect(up(facts(['data-web-2', 'data-web-3']), 4, one)?.quota).toBe(null)
    expect(up(facts(['data-web-3']), 4, one)?.quota?.most).toBe(2)
  })
})

describe('a start', () => {
  const start = (annotations: Record<string, string>, replicas = 0) => {
    const facts = factsOf({ replicas, metadata: { annotations } }, healthy(replicas))
    const { from, to, isNoted } = foreseeReplicas(facts, 'start', replicas, null)
    return { from, to, isNoted }
  }
  it.each([
    ['5', 5, true],
    ['0', 1, false],
    ['-3', 1, false],
    ['many', 1, false],
    ['1.5', 1, false],
  ])('after a note of %s goes to %i', (noted, to, isNoted) => {
    expect(start({ 'ordinal.io/replicas': noted })).toEqual({ from: 0, to, isNoted })
  })
  it('without a note goes to one', () => {
    expect(start({})).toEqual({ from: 0, to: 1, isNoted: false })
  })
  it('leaves alone what somebody scaled meanwhile', () => {
    expect(start({ 'ordinal.io/replicas': '5' }, 2)).toMatchObject({ from: 2, to: 2 })
  })
})

describe('an edit', () => {
  const parts = (whenScaled: 'Retain' | 'Delete', replicas = 3, start = 0) => ({
    ...{ replicas, ordinals: { start }, volumeClaimTemplates: [template('data')] },
    persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted: 'Retain' as const },
  })
  const foresee = (wanted: Parameters<typeof set>[0], pods = 3) => {
    const claims = Array.from({ length: 5 }, (_, ordinal) => bound(`data-web-${ordinal}`))
    const found = foreseeEdit(factsOf(parts('Delete'), healthy(pods), { claims }), set(wanted))
    if (found === null) return null
    const fates = found.down.leaving.flatMap((one) => one.claims.map(({ name, fate }) => `${name} ${fate}`))
    return [`${found.from} to ${found.to}, ${found.stays} stay`, ...fates]
  }
  it.each<[string, Parameters<typeof set>[0], string[]]>([
    ['fewer replicas', parts('Delete', 2), ['3 to 2, 2 stay', 'data-web-2 deleted']],
    ['fewer replicas, and a policy to keep', parts('Retain', 2), ['3 to 2, 2 stay', 'data-web-2 kept']],
    [
      'another first ordinal',
      parts('Delete', 3, 2),
      ['3 to 3, 1 stay', 'data-web-1 deleted', 'data-web-0 deleted'],
    ],
    [
      'a first ordinal beyond all',
      parts('Delete', 3, 3),
      ['3 to 3, 0 stay', 'data-web-2 deleted', 'data-web-1 deleted', 'data-web-0 deleted'],
    ],
    ['more replicas', parts('Delete', 5), ['3 to 5, 3 stay']],
  ])('to %s takes along what leaves', (_, wanted, expected) => {
    expect(foresee(wanted)).toEqual(expected.length === 1 ? null : expected)
  })
  it('to another policy takes along what is leaving already', () => {
    expect(foresee(parts('Delete'), 4)).toEqual(['3 to 3, 3 stay', 'data-web-3 deleted'])
    expect(foresee(parts('Delete'))).toBe(null)
  })
})

describe('what is around', () => {
  const identity = { metadata: { name: 'one', uid: 'x', resourceVersion: '1' } }
  const scaler = (minReplicas: number, maxReplicas: number): HorizontalPodAutoscaler => ({
    ...identity,
    spec: {
      minReplicas,
      maxReplicas,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web' },
    },
  })
  it.each([
    [2, 'raises'],
    [3, 'changes'],
    [6, 'changes'],
    [7, 'lowers'],
    [0, 'pauses'],
  ])('an autoscaler of 3 to 6 at %i: %s', (to, effect) => {
    const facts = factsOf({ replicas: 5 }, healthy(5), { autoscalers: [scaler(3, 6)] })
    expect(foreseeReplicas(facts, 'scale', to, null).autoscalers).toMatchObject([{ effect }])
  })

  const budget = (spec: PodDisruptionBudget['spec']): PodDisruptionBudget => ({
    ...identity,
    spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
    status: { currentHealthy: 5, desiredHealthy: 3, disruptionsAllowed: 2, expectedPods: 5 },
  })
  it.each([
    [{ minAvailable: 3 }, 5, 2],
    [{ minAvailable: 3 }, 3, 0],
    [{ minAvailable: 3 }, 2, 0],
    [{ minAvailable: '50%' }, 3, 1],
    [{ maxUnavailable: 1 }, 3, 1],
    [{ maxUnavailable: '30%' }, 3, 1],
    [{ maxUnavailable: 0 }, 3, 0],
    [{ maxUnavailable: 9 }, 2, 2],
  ])('a budget of %o leaves at %i: %i', (spec, to, allowedAfter) => {
    const facts = factsOf({ replicas: 5 }, healthy(5), { budgets: [budget(spec)] })
    expect(foreseeReplicas(facts, 'scale', to, null).budgets).toEqual([
      { name: 'one', allowedNow: 2, allowedAfter },
    ])
  })
  it('a budget that guards others too is not reckoned with, and one for others is not told', () => {
    const shared = factsOf({ replicas: 5 }, healthy(5), {
      budgets: [budget({ minAvailable: 1 })],
      sets: [set()],
    })
    expect(foreseeReplicas(shared, 'scale', 2, null).budgets).toMatchObject([{ allowedAfter: null }])
    const others = budget({
      selector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] },
    })
    const facts = factsOf({ replicas: 5 }, healthy(5), { budgets: [others] })
    expect(foreseeReplicas(facts, 'scale', 2, null).budgets).toEqual([])
  })

  it.each([
    [
      { ownerReferences: [{ apiVersion: 'x/v1', kind: 'Postgres', name: 'db', uid: 'u', controller: true }] },
      'operator Postgres/db',
    ],
    [{ ownerReferences: [{ apiVersion: 'x/v1', kind: 'Backup', name: 'b', uid: 'u' }] }, ''],
    [{ annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/StatefulSet:x/web' } }, 'argocd shop'],
    [{ labels: { 'kustomize.toolkit.fluxcd.io/name': 'infra' } }, 'flux infra'],
    [
      {
        labels: { 'app.kubernetes.io/managed-by': 'Helm' },
        annotations: { 'meta.helm.sh/release-name': 'db' },
      },
      'helm db',
    ],
  ])('the marks %o mean %s', (metadata, expected) => {
    const { managers } = foreseeReplicas(factsOf({ metadata }, healthy(3)), 'scale', 2, null)
    expect(managers.map(({ by, name }) => `${by} ${name}`).join()).toBe(expected)
  })
})
