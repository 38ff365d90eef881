import { describe, expect, it } from 'vitest'
import { failure, namespace, Wire } from '../../kubernetes/testing.ts'
import type { Pod } from '../../kubernetes/types.ts'
import type { ObjectName } from '../../names.ts'
import type { Step } from '../../operations/kind.ts'
import { SetApi } from '../create/set-api.testing.ts'
import { stepCanary } from '../rollout/canary-kind.ts'
import type { StepRun } from '../rollout/operated-set.ts'
import { stepRestart } from '../rollout/restart-kind.ts'
import { stepUnblock } from '../rollout/unblock-kind.ts'
import type { Blocker } from './blocker.ts'
import { container, partition, pod, rolling, set, troubled, waiting } from './state.testing.ts'

const wire = Wire.forTests()
const place = () => ({ cluster: wire.cluster, namespace })

/** Steps until the end; the process dies at each write that `dies` names by its number, and another one goes on. */
async function drive<Plan>(
  plan: Plan,
  step: (run: StepRun<Plan>) => Promise<Step>,
  world: () => void,
  dies: readonly number[] = [],
): Promise<Step> {
  let memo: unknown = null
  let writes = 0
  for (let count = 0; count < 60; count++) {
    const run: StepRun<Plan> = {
      ...{ target: 'web' as ObjectName, plan, memo },
      saveMemo: async (next) => {
        if (dies.includes(++writes)) throw new Error('killed')
        memo = next
      },
      hold: async () => {
        if (dies.includes(++writes)) throw new Error('killed')
      },
    }
    const made = await step(run).catch((error: Error) => {
      if (error.message !== 'killed') throw error
      return null
    })
    if (made?.next === 'done') return made
    world()
  }
  throw new Error('it never ends')
}

const updated = (name: string) => pod(name, { revision: 'web-2', metadata: { uid: `new uid of ${name}` } })
/** The controller: makes anew what was deleted since it was last asked. */
function controller(api: SetApi) {
  let seen = 0
  return () => {
    for (const change of api.changes.slice(seen)) {
      const name = change.replace('DELETE ', '')
      api.pods = api.pods.map((one: Pod) => (one.metadata.name === name ? updated(name) : one))
    }
    seen = api.changes.length
  }
}
const deleted = (api: SetApi) => api.changes.filter((change) => change.startsWith('DELETE'))
const deaths = [[], [1], [2], [3], [1, 2, 3, 4, 5]]

describe('a restart pod by pod', () => {
  const plan = {
    uid: 'set',
    pods: [2, 1, 0].map((ordinal) => ({ name: `web-${ordinal}`, ordinal, uid: `uid of web-${ordinal}` })),
  }
  const step = (run: StepRun<typeof plan>) => stepRestart(place(), run)
  const begin = (pods = ['web-0', 'web-1', 'web-2'].map((name) => pod(name))) =>
    new SetApi(wire, set({ updateStrategy: { type: 'OnDelete' }, status: rolling(0) }), pods)

  it.each(deaths)(
    'deletes each pod once, the highest first, also when it is killed at %j',
    async (...dies) => {
      const api = begin()
      const end = await drive(plan, step, controller(api), dies)
      expect(deleted(api)).toEqual(['DELETE web-2', 'DELETE web-1', 'DELETE web-0'])
      expect(end.items.map(({ state }) => state)).toEqual(['done', 'done', 'done'])
    },
  )

  it('waits while another pod is not ready, and says for which', async () => {
    const api = begin([
      pod('web-0'),
      troubled('web-1', 60, container(waiting('CrashLoopBackOff'))),
      pod('web-2'),
    ])
    const made = await step({ ...idle, plan })
    expect(made).toMatchObject({ next: 'wait', items: [{ detail: { values: { pod: 'web-1' } } }, {}, {}] })
    expect(api.changes).toEqual([])
  })

  it('restarts the pod that is not ready when its turn comes', async () => {
    const api = begin([
      troubled('web-0', 60, container(waiting('CrashLoopBackOff'))),
      updated('web-1'),
      updated('web-2'),
    ])
    await step({ ...idle, plan })
    expect(deleted(api)).toEqual(['DELETE web-0'])
  })

  it('ends with the ordinals that a scale-down left', async () => {
    const api = begin([updated('web-0'), updated('web-1')])
    api.touch((one) => ({ ...one, spec: { ...one.spec, replicas: 2 } }) as typeof one)
    expect(await step({ ...idle, plan })).toMatchObject({ next: 'done' })
  })

  it('is over when the set is another one', async () => {
    new SetApi(wire, set({ metadata: { uid: 'other' } }), [])
    expect(await failure(step({ ...idle, plan }))).toMatchObject({ code: 'operation_overtaken' })
  })
})

describe('unblocking further', () => {
  const plan = { uid: 'set', deleted: ['web-2'] }
  const broken = (name: string) =>
    troubled(name, 60, container(waiting('ImagePullBackOff')), { revision: 'web-bad' })
  const trapped = (api: SetApi): { blocker: Blocker | null } => {
    const ordinal = api.pods.findIndex(({ status }) => status?.phase !== 'Running')
    if (ordinal === -1) return { blocker: null }
    const facts = { reason: 'image', facts: {}, since: 1, patience: 0, detail: '', waiting: [] } as const
    const isTrapped = api.pods[ordinal]?.metadata.labels?.['controller-revision-hash'] === 'web-bad'
    return { blocker: { ...facts, waitingCount: 0, ordinal, podName: `web-${ordinal}`, isTrapped } }
  }

  it.each(deaths)('deletes each that hangs once, also when it is killed at %j', async (...dies) => {
    const api = new SetApi(wire, set({ status: rolling(0) }), [
      broken('web-0'),
      broken('web-1'),
      updated('web-2'),
    ])
    const end = await drive(plan, (run) => stepUnblock(place(), run, trapped(api)), controller(api), dies)
    expect(deleted(api)).toEqual(['DELETE web-0', 'DELETE web-1'])
    expect(end.items.map(({ values }) => values.pod ?? 'rolling')).toEqual([
      'web-2',
      'web-0',
      'web-1',
      'rolling',
    ])
  })

  it('waits for pods that roll by themselves', async () => {
    const api = new SetApi(wire, set({ status: rolling(1) }), [pod('web-0'), pod('web-1'), updated('web-2')])
    expect(await stepUnblock(place(), { ...idle, plan }, { blocker: null })).toMatchObject({
      next: 'wait',
      items: [{}, { values: { done: 1, all: 3 } }],
    })
    expect(api.changes).toEqual([])
  })

  it('leaves a new pod alone while the engine still means the former', async () => {
    const starting = troubled('web-0', 1, container(waiting('ContainerCreating')), { revision: 'web-2' })
    const api = new SetApi(wire, set({ status: rolling(0) }), [starting, pod('web-1'), updated('web-2')])
    const behind = { ...trapped(api).blocker, isTrapped: true } as Blocker
    const made = await stepUnblock(place(), { ...idle, plan }, { blocker: behind })
    expect(made.next).toBe('wait')
    expect(api.changes).toEqual([])
  })

  it('stops when the newest revision does not work either', async () => {
    const bad = troubled('web-2', 60, container(waiting('ImagePullBackOff')), { revision: 'web-2' })
    const api = new SetApi(wire, set({ status: rolling(1) }), [pod('web-0'), pod('web-1'), bad])
    expect(await failure(stepUnblock(place(), { ...idle, plan }, trapped(api)))).toMatchObject({
      fields: [{ code: 'still_stuck', detail: 'web-2' }],
    })
  })
})

describe('a canary in steps', () => {
  const plan = { uid: 'set', revision: 'web-2', from: 3, stops: [2, 1, 0], soakSeconds: 0 }
  const begin = (at = 3) =>
    new SetApi(
      wire,
      set({ updateStrategy: partition(at), status: { ...rolling(0), observedGeneration: 99 } }),
      [pod('web-0'), pod('web-1'), pod('web-2')],
    )
  /** Rolls what the partition lets, the highest first. */
  const roll = (api: SetApi) => () => {
    const at = api.set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0
    const next = api.pods.findLastIndex(
      ({ metadata }, index) => index >= at && metadata.labels?.['controller-revision-hash'] !== 'web-2',
    )
    api.pods = api.pods.map((one, index) => (index === next ? updated(one.metadata.name) : one))
  }
  const step = (run: StepRun<typeof plan>) => stepCanary(place(), run, { ordinals: [] })
  const partitions = (api: SetApi) => api.changes.map((change) => /"partition":(\d+)/.exec(change)?.[1])

  it.each(deaths)('goes to each stop once, in order, also when it is killed at %j', async (...dies) => {
    const api = begin()
    const end = await drive(plan, step, roll(api), dies)
    expect(partitions(api)).toEqual(['2', '1', '0'])
    expect(end.items.map(({ state }) => state)).toEqual(['done', 'done', 'done'])
  })

  it('ends a hold', async () => {
    const api = begin()
    const annotations = { 'ordinal.io/held-partition': '0/3' }
    api.touch((one) => ({ ...one, metadata: { ...one.metadata, annotations } }))
    await step({ ...idle, plan })
    expect(api.set.metadata.annotations).toEqual({})
  })

  it('stays until the time is over', async () => {
    const api = begin(2)
    roll(api)()
    const memo = { partition: 2, since: Date.now() - 5000 }
    const soak = { ...plan, soakSeconds: 60 }
    expect(await step({ ...idle, memo, plan: soak })).toMatchObject({
      next: 'wait',
      items: [{ detail: { key: 'soaking' } }, {}, {}],
    })
    expect(api.changes).toEqual([])
    await step({ ...idle, memo: { ...memo, since: Date.now() - 61_000 }, plan: soak })
    expect(partitions(api)).toEqual(['1'])
  })

  it('begins the time anew after a pod was away', async () => {
    begin(2)
    const saved: object[] = []
    const saveMemo = async (memo: object) => void saved.push(memo)
    await step({ ...idle, saveMemo, memo: { partition: 2, since: 1 }, plan })
    expect(saved).toEqual([{ partition: -1, since: 0 }])
  })

  it.each([
    ['a partition that somebody else has set', begin.bind(null, 7), 'operation_overtaken'],
    [
      'another template',
      () =>
        begin().touch(
          (one) => ({ ...one, status: { ...one.status, updateRevision: 'web-3' } }) as typeof one,
        ),
      'operation_overtaken',
    ],
  ])('is over at %s', async (_, prepare, code) => {
    prepare()
    expect(await failure(step({ ...idle, plan }))).toMatchObject({ code })
  })

  it('stops at a pod that fails on the new revision', async () => {
    begin(2)
    const ordinals = [
      { ordinal: 2, podName: 'web-2', state: 'failing', isUpdated: true, isWanted: true, trouble: null },
    ] as const
    expect(await failure(stepCanary(place(), { ...idle, plan }, { ordinals }))).toMatchObject({
      fields: [{ code: 'canary_failing', detail: 'web-2' }],
    })
  })
})

const idle = {
  target: 'web' as ObjectName,
  memo: null,
  saveMemo: async () => undefined,
  hold: async () => undefined,
}
