import { describe, expect, it } from 'vitest'
import { failure, namespace, Wire } from '../../kubernetes/testing.ts'
import { SetApi } from '../create/set-api.testing.ts'
import { container, event, pod, rolling, set, troubled, waiting } from '../state/state.testing.ts'
import { stepRestart } from './restart-kind.ts'
import { controller, deaths, deletedIn, drive, seenIn, TestRun, updated } from './step-run.testing.ts'

const wire = Wire.forTests()
const newRun = (dies: readonly number[] = []) =>
  new TestRun(
    {
      uid: 'set',
      pods: [2, 1, 0].map((ordinal) => ({ name: `web-${ordinal}`, ordinal, uid: `uid of web-${ordinal}` })),
      requestId: 'one',
    },
    dies,
  )
const stepIn = (api: SetApi) => (run: ReturnType<typeof newRun>) =>
  stepRestart({ cluster: wire.cluster, namespace }, run, seenIn(api))
const begin = (pods = ['web-0', 'web-1', 'web-2'].map((name) => pod(name))) =>
  new SetApi(wire, set({ updateStrategy: { type: 'OnDelete' }, status: rolling(0) }), pods)
const crash = waiting('CrashLoopBackOff', 'back-off 5m0s restarting failed container')

describe('a restart pod by pod', () => {
  it.each(deaths)(
    'deletes each pod once, the highest first, also when it is killed at %j',
    async (...dies) => {
      const api = begin()
      const run = newRun(dies)
      const end = await drive(run, stepIn(api), controller(api))
      expect(deletedIn(api)).toEqual(['DELETE web-2', 'DELETE web-1', 'DELETE web-0'])
      expect(run.record).toEqual(['pod:delete web-2', 'pod:delete web-1', 'pod:delete web-0'])
      expect(end.items.map(({ state }) => state)).toEqual(['done', 'done', 'done'])
    },
  )

  it('waits while another pod starts, and says for which and why', async () => {
    const starting = troubled('web-1', 60, container(waiting('ContainerCreating')))
    const api = begin([pod('web-0'), starting, pod('web-2')])
    expect(await stepIn(api)(newRun())).toMatchObject({
      next: 'wait',
      items: [{ detail: { key: 'waits', values: { pod: 'web-1', reason: 'starting' } } }, {}, {}],
    })
    expect(api.changes).toEqual([])
  })

  it('stops at a replaced pod that does not become ready, and says why', async () => {
    const api = begin()
    const bad = (name: string) =>
      troubled(name, 60, container(crash), { revision: 'web-2', metadata: { uid: 'new' } })
    const run = newRun()
    const error = await failure(drive(run, stepIn(api), controller(api, bad)))
    expect(error).toMatchObject({
      code: 'rollout_failing',
      fields: [{ code: 'pod_failing', detail: 'web-2' }],
    })
    expect(run.shown[0]).toMatchObject({
      state: 'running',
      detail: { key: 'fails', values: { pod: 'web-2', reason: 'crash' } },
    })
    expect(deletedIn(api)).toEqual(['DELETE web-2'])
    // Mended meanwhile, it goes on.
    api.pods = api.pods.map((one) => (one.metadata.name === 'web-2' ? updated('web-2') : one))
    await drive(run, stepIn(api), controller(api))
    expect(deletedIn(api)).toEqual(['DELETE web-2', 'DELETE web-1', 'DELETE web-0'])
  })

  it('stops before it begins when another pod fails', async () => {
    const api = begin([pod('web-0'), troubled('web-1', 60, container(crash)), pod('web-2')])
    expect(await failure(stepIn(api)(newRun()))).toMatchObject({ fields: [{ detail: 'web-1' }] })
    expect(api.changes).toEqual([])
  })

  it('does not judge a pod in its first seconds', async () => {
    const creationTimestamp = new Date().toISOString()
    const young = troubled('web-1', 1, container(crash), { metadata: { creationTimestamp } })
    const api = begin([pod('web-0'), young, pod('web-2')])
    expect(await stepIn(api)(newRun())).toMatchObject({ next: 'wait' })
  })

  it('waits for a pod that may yet mend itself, though its state says that it fails', async () => {
    const api = begin([pod('web-0'), troubled('web-1', 60, container(crash)), pod('web-2')])
    const { facts, status } = seenIn(api)
    const ordinals = status.ordinals.map((one) => ({
      ...one,
      trouble: one.trouble && {
        ...one.trouble,
        reason: 'unready' as const,
        patience: 1000,
        since: Date.now() - 2000,
      },
    }))
    const seen = { facts, status: { ...status, ordinals } }
    const made = await stepRestart({ cluster: wire.cluster, namespace }, newRun(), seen)
    expect(made.next).toBe('wait')
  })

  it('waits for a new pod of which the engine has not heard, whatever the former was like', async () => {
    const former = troubled('web-2', 60, container(crash), { metadata: { uid: 'former' } })
    const api = begin([pod('web-0'), pod('web-1'), updated('web-2')])
    const now = troubled('web-2', 1, container(waiting('ContainerCreating')), { metadata: { uid: 'new' } })
    const behind = seenIn({ set: api.set, pods: [pod('web-0'), pod('web-1'), former] })
    api.pods = [pod('web-0'), pod('web-1'), now]
    const made = await stepRestart({ cluster: wire.cluster, namespace }, newRun(), behind)
    expect(made.next).toBe('wait')
  })

  it.each([
    ['a moment ago', 1000, 'wait'],
    ['for longer than it takes to make it', 61_000, 'rollout_failing'],
  ])('a pod that the cluster refuses and that is away %s', async (_, ms, expected) => {
    const api = begin([pod('web-0'), pod('web-1')])
    const { facts, status } = seenIn(api)
    const refusal = event(
      'StatefulSet',
      'web',
      'FailedCreate',
      'pods "web-2" is forbidden: exceeded quota: pods',
    )
    const missingSince = new Map([['web-2', Date.now() - ms]])
    const seen = {
      facts: { ...facts, missingSince },
      status: {
        ...status,
        state: 'stuck' as const,
        blocker: { ...refusedBy(refusal.message ?? ''), ordinal: 2, podName: 'web-2' },
      },
    }
    const made = await stepRestart({ cluster: wire.cluster, namespace }, newRun(), seen).catch(
      (error: { code: string }) => ({ next: error.code }),
    )
    expect(made.next).toBe(expected)
  })

  it('restarts the pod that is not ready when its turn comes', async () => {
    const api = begin([troubled('web-0', 60, container(crash)), updated('web-1'), updated('web-2')])
    await stepIn(api)(newRun())
    expect(deletedIn(api)).toEqual(['DELETE web-0'])
  })

  it('ends with the ordinals that a scale-down left', async () => {
    const api = begin([updated('web-0'), updated('web-1')])
    api.touch((one) => ({ ...one, spec: { ...one.spec, replicas: 2 } }) as typeof one)
    expect(await stepIn(api)(newRun())).toMatchObject({ next: 'done' })
  })

  it('is over when the set is another one', async () => {
    const api = new SetApi(wire, set({ metadata: { uid: 'other' } }), [])
    expect(await failure(stepIn(api)(newRun()))).toMatchObject({ code: 'operation_overtaken' })
  })
})

const refusedBy = (detail: string) =>
  ({
    reason: 'quota',
    facts: {},
    since: 1,
    patience: 0,
    detail,
    waiting: [],
    waitingCount: 0,
    isTrapped: false,
  }) as const
