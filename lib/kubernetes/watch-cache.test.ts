import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { NamespaceName } from '../names.ts'
import { type Manner, ModelApi } from './model.testing.ts'
import { Wire } from './testing.ts'
import type { Pod } from './types.ts'
import { WatchCache } from './watch-cache.ts'
import type { Pace } from './watch-loop.ts'

const wire = Wire.forTests()
const quick: Pace = { watchSeconds: 0.4, lateMs: 100, firstRetryMs: 10, longestRetryMs: 60 }
const east = 'east' as NamespaceName
const west = 'west' as NamespaceName

let cache: WatchCache<'pods'> | undefined
afterEach(() => cache?.stop())

function open(): WatchCache<'pods'> {
  cache?.stop()
  const held = new Map<string, Pod>()
  cache = new WatchCache({
    connect: () => wire.cluster,
    resource: 'pods',
    pace: quick,
    // Whoever only listens must hold the same as whoever asks.
    changed: (before, after) => {
      const { namespace, name } = (after ?? before)?.metadata ?? {}
      expect(held.get(`${namespace}/${name}`)).toBe(before)
      if (after === undefined) held.delete(`${namespace}/${name}`)
      else held.set(`${namespace}/${name}`, after)
    },
  })
  return cache
}

const versions = (pods: Iterable<Pod>) =>
  [...pods]
    .map(({ metadata: { namespace, name, uid, resourceVersion } }) =>
      [namespace, name, uid, resourceVersion].join(' '),
    )
    .sort()
const held = (one: WatchCache<'pods'>) => versions([...one.in(east), ...one.in(west)])
/** Longer than a hundred pauses take on a machine that has other work. */
const waiting = { timeout: 15_000, interval: 5 }

async function settle(one: WatchCache<'pods'>, api: ModelApi): Promise<void> {
  await vi.waitFor(() => expect(held(one)).toEqual(versions(api.objects.values())), waiting)
  await vi.waitFor(() => expect(one.hearing(east).state).toBe('live'), waiting)
}

describe('a watch cache', () => {
  it('holds the list, then each change, in pages and without a second list', async () => {
    const api = new ModelApi(wire)
    for (const name of ['a-0', 'a-1', 'a-2', 'a-3', 'a-4']) api.create('east', name)
    const one = open()
    await settle(one, api)
    api.create('west', 'b-0')
    api.update('east', 'a-1')
    api.delete('east', 'a-2')
    await settle(one, api)
    expect(api.lists).toBe(1)
    expect(one.size).toBe(5)
  })

  it.each<['status' | 'event']>([['status'], ['event']])(
    'lists once more when its version is gone (by %s), and applies deletions',
    async (goneBy) => {
      const api = new ModelApi(wire)
      api.goneBy = goneBy
      for (const name of ['a-0', 'a-1', 'a-2']) api.create('east', name)
      const one = open()
      await settle(one, api)
      api.fallSilent()
      api.delete('east', 'a-0')
      api.create('east', 'a-9')
      api.compact()
      await settle(one, api)
      expect(api.lists).toBe(2)
    },
  )

  it('takes the whole list at once when pages outlast the memory of the server', async () => {
    const api = new ModelApi(wire)
    for (const name of ['a-0', 'a-1', 'a-2']) api.create('east', name)
    const serve = wire.handle
    let pages = 0
    wire.handle = (request, response) => {
      if (request.url?.includes('continue=') && pages++ < 1) api.update('east', 'a-0')
      serve(request, response)
    }
    const one = open()
    await settle(one, api)
    expect(wire.recorded.filter((call) => !call.includes('watch') && !call.includes('limit'))).toHaveLength(1)
  })

  it('notices a connection that has fallen silent', async () => {
    const api = new ModelApi(wire)
    const one = open()
    await settle(one, api)
    // Live is from the list on; what falls silent is the watch after it.
    await vi.waitFor(() => expect(api.watching).toBe(1), waiting)
    const before = api.watches
    api.fallSilent()
    api.create('east', 'a-0')
    await settle(one, api)
    expect(api.watches).toBeGreaterThan(before)
  })

  it('says when it does not hear the cluster, since when, and hears it again after a hundred errors', {
    timeout: 30_000,
  }, async () => {
    const api = new ModelApi(wire)
    const one = open()
    await settle(one, api)
    api.fail(100, 500)
    api.reset()
    api.create('west', 'b-0')
    await vi.waitFor(
      () => expect(one.hearing(east)).toMatchObject({ state: 'lost', code: 'cluster_failed' }),
      waiting,
    )
    expect(one.hearing(east).heardAt).toBeLessThanOrEqual(Date.now())
    await settle(one, api)
  })

  it('waits as long as the server asks', async () => {
    const api = new ModelApi(wire)
    api.fail(1, 429, { 'retry-after': '1' })
    const before = performance.now()
    const one = open()
    await settle(one, api)
    expect(performance.now() - before).toBeGreaterThan(990)
    expect(one.hearing(east).code).toBeNull()
  })

  it('does not storm a server that ends each watch at once', async () => {
    new ModelApi(wire).create('east', 'a-0')
    const serve = wire.handle
    let ended = 0
    wire.handle = (request, response) => {
      if (!request.url?.includes('watch') || ended > 20) return serve(request, response)
      ended++
      response.end('{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"100"}}}\n')
    }
    const before = performance.now()
    open()
    await vi.waitFor(() => expect(ended).toBe(21), waiting)
    // Between 21 watches there are 20 pauses, each as exact as a timer of Node is.
    expect((performance.now() - before) / 20).toBeGreaterThan(quick.firstRetryMs - 1)
  })

  it('watches the namespaces that are asked for where it may not watch the cluster', async () => {
    const api = new ModelApi(wire)
    api.create('east', 'a-0')
    api.create('west', 'b-0')
    const serve = wire.handle
    let isAllowed = false
    wire.handle = (request, response) => {
      if (isAllowed || request.url?.includes('/namespaces/east/')) return serve(request, response)
      response.writeHead(403).end('{"reason":"Forbidden"}')
    }
    const one = open()
    await vi.waitFor(() => expect(one.hearing(east).state).toBe('live'), waiting)
    expect(versions(one.in(east))).toHaveLength(1)
    const refused = { state: 'forbidden', code: 'cluster_forbidden' }
    await vi.waitFor(() => expect(one.hearing(west)).toMatchObject(refused), waiting)
    expect(one.overall).toMatchObject(refused)
    isAllowed = true
    await settle(one, api)
    expect(one.size).toBe(2)
    expect(one.overall.state).toBe('live')
  })

  it('takes what is new in a namespace although another one was read later', async () => {
    const api = new ModelApi(wire)
    api.isClusterWide = false
    const one = open()
    await vi.waitFor(() => expect(one.hearing(east).state).toBe('live'), waiting)
    await vi.waitFor(() => expect(api.watching).toBe(1), waiting)
    // It is heard only after the other namespace was read, at a version beyond it.
    api.fallSilent()
    api.create('east', 'a-0')
    api.create('west', 'b-0')
    await vi.waitFor(() => expect(one.hearing(west).state).toBe('live'), waiting)
    await settle(one, api)
  })

  it('goes on namespace by namespace when it may not watch the cluster any more, and back', async () => {
    const api = new ModelApi(wire)
    api.create('east', 'a-0')
    const one = open()
    await settle(one, api)
    const { heardAt } = one.hearing(east)
    api.isClusterWide = false
    const states: unknown[] = []
    await vi.waitFor(() => {
      states.push(one.hearing(east))
      expect(wire.recorded.some((call) => call.includes('/namespaces/east/'))).toBe(true)
    }, waiting)
    api.create('east', 'a-1')
    await settle(one, api)
    expect(one.overall.state).toBe('live')
    for (const state of states) expect(state).toHaveProperty('heardAt', expect.any(Number))
    expect(one.hearing(east).heardAt).toBeGreaterThanOrEqual(heardAt ?? 0)
    api.isClusterWide = true
    api.create('west', 'b-0')
    await vi.waitFor(() => expect(one.size).toBe(3), waiting)
    await settle(one, api)
  })
})

type Step =
  | { readonly do: 'create' | 'update' | 'delete'; readonly namespace: string; readonly name: string }
  | { readonly do: 'reset' | 'endWatches' | 'fallSilent' | 'compact' | 'writeGarbage' }
  | { readonly do: 'allow'; readonly isClusterWide: boolean }
  | { readonly do: 'ask'; readonly namespace: NamespaceName }
  | { readonly do: 'fail'; readonly count: number; readonly code: number }
  | { readonly do: 'manner'; readonly manner: Manner }
  | { readonly do: 'wait'; readonly ms: number }

const object = { namespace: fc.constantFrom('east', 'west'), name: fc.constantFrom('a-0', 'a-1', 'a-2') }
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('create', 'update', 'delete'), ...object }) },
  fc.record({ do: fc.constantFrom('reset', 'endWatches', 'fallSilent', 'compact', 'writeGarbage') }),
  fc.record({ do: fc.constant('fail'), count: fc.nat(4), code: fc.constantFrom(429, 500, 503, 504) }),
  fc.record({
    do: fc.constant('manner'),
    manner: fc.constantFrom('plain', 'trickled', 'doubled', 'shuffled'),
  }),
  fc.record({ do: fc.constant('wait'), ms: fc.nat(30) }),
)
const anyScope: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('allow'), isClusterWide: fc.boolean() }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ask'), namespace: fc.constantFrom(east, west) }) },
)

async function perform(api: ModelApi, one: WatchCache<'pods'>, step: Step): Promise<void> {
  switch (step.do) {
    case 'create':
    case 'update':
    case 'delete':
      return api[step.do](step.namespace, step.name)
    case 'fail':
      return api.fail(step.count, step.code)
    case 'ask':
      one.hearing(step.namespace)
      return
    case 'allow':
      api.isClusterWide = step.isClusterWide
      // An open watch goes on to its end, which comes sooner or later.
      return api.endWatches()
    case 'manner':
      api.manner = step.manner
      return
    case 'wait':
      return new Promise((resolve) => setTimeout(resolve, step.ms))
    default:
      return api[step.do]()
  }
}

it('whatever happens on the way, the cache ends with what the cluster has', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 40 }), async (steps) => {
      const api = new ModelApi(wire)
      const one = open()
      for (const step of steps) await perform(api, one, step)
      await settle(one, api)
    }),
    { numRuns: 60 },
  )
})

it('the same where the whole cluster may be watched at times, and never or again at the end', {
  timeout: 120_000,
}, async () => {
  const steps = fc.array(fc.oneof({ weight: 3, arbitrary: anyStep }, anyScope), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(fc.boolean(), steps, async (isClusterWide, all) => {
      const api = new ModelApi(wire)
      api.isClusterWide = isClusterWide
      const one = open()
      for (const step of all) await perform(api, one, step)
      for (const namespace of [east, west]) one.hearing(namespace)
      await settle(one, api)
    }),
    { numRuns: 40 },
  )
})
