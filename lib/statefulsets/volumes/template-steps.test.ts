import { describe, expect, it, vi } from 'vitest'
import { failure, Wire } from '../../kubernetes/testing.ts'
import type { Pod } from '../../kubernetes/types.ts'
import { SetApi } from '../create/set-api.testing.ts'
import { controller, deaths, deletedIn, drive, seenIn, TestRun } from '../rollout/step-run.testing.ts'
import { ago, claim, condition, event, factsOf, now, pod, set } from '../state/state.testing.ts'
import { readState } from '../state/state.ts'
import { leaveReplacement } from './replace.ts'
import { operationMark, type ReplacementMemo } from './replacement.ts'
import { stepTemplate, type TemplatePlan, templateGoal } from './template-kind.ts'

const kubeconfig = vi.hoisted(() => {
  process.env.KUBECONFIG = `/tmp/ordinal-template-steps-${process.pid}`
  return process.env.KUBECONFIG
})
const wire = Wire.forTests(kubeconfig)

const plan: TemplatePlan = {
  ...{ uid: 'set', template: 'logs', size: '1Gi', className: '', accessMode: 'ReadWriteOnce', isNew: true },
  mounts: [{ container: 'main', mountPath: '/logs' }],
}
const goal = templateGoal(plan)
const names = ['web-0', 'web-1', 'web-2']
const owner = (uid: string) => [
  { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid, controller: true },
]
/** Without the volume, as it was made before the template. */
const old = (name: string, uid = 'made') => pod(name, { metadata: { ownerReferences: owner(uid) } })
const renewed = (name: string, parts: Parameters<typeof pod>[1] = {}): Pod => {
  const made = pod(name, {
    ...parts,
    metadata: { uid: `new uid of ${name}`, ownerReferences: owner('made'), ...parts.metadata },
  })
  const volumes = [{ name: 'logs', persistentVolumeClaim: { claimName: `logs-${name}` } }]
  return { ...made, spec: { containers: [], ...made.spec, volumes } }
}
const former = set()
const memo = (over: Partial<ReplacementMemo> = {}): ReplacementMemo => ({
  ...{ saved: former, whenDeleted: 'Retain', isRemoving: true, madeUid: null },
  pods: names.map((name) => ({ name, uid: `uid of ${name}`, restarts: 0 })),
  ...over,
})
/** The set is made anew, and its pods are still those of before. */
function made(pods: Pod[] = names.map((name) => old(name))) {
  const { spec } = former
  if (spec === undefined) throw new Error('a set without a spec')
  const api = new SetApi(wire, { ...set({ metadata: { uid: 'made' } }), spec: goal.change(spec) }, pods)
  const run = (dies: readonly number[] = []) => {
    const one = new TestRun(plan, dies)
    one.memo = memo({ madeUid: 'made', isRemoving: false })
    return one
  }
  return { api, run, step: (one: TestRun<TemplatePlan>) => stepTemplate(one, seenIn(api)) }
}

describe('pods that are made anew for a claim template', () => {
  it.each(deaths)(
    'come one after the other, the lowest first, also when it is killed at %j',
    async (...dies) => {
      const { api, run, step } = made()
      const one = run(dies)
      const end = await drive(one, step, controller(api, renewed))
      expect(one.record).toEqual(['pod:delete web-0', 'pod:delete web-1', 'pod:delete web-2'])
      expect(deletedIn(api)).toEqual(['DELETE web-0', 'DELETE web-1', 'DELETE web-2'])
      expect(end.items.filter(({ key }) => key === 'pod').map(({ state }) => state)).toEqual([
        'done',
        'done',
        'done',
      ])
    },
  )

  it.each<[string, Pod[]]>([
    [
      'has its volume and starts',
      [
        renewed('web-0', { metadata: { creationTimestamp: ago(5) }, status: { conditions: [] } }),
        old('web-1'),
        old('web-2'),
      ],
    ],
    ['is away', [old('web-1'), old('web-2')]],
    [
      'is ending',
      [
        pod('web-0', {
          metadata: {
            ...{ deletionTimestamp: ago(0), deletionGracePeriodSeconds: 30 },
            ownerReferences: owner('made'),
          },
        }),
        old('web-1'),
        old('web-2'),
      ],
    ],
  ])('wait while the one before %s: no other is deleted', async (_, pods) => {
    const { api, run, step } = made(pods)
    const { next, items } = await step(run())
    expect(next).toBe('wait')
    expect(items.find(({ key, state }) => key === 'pod' && state === 'running')).toMatchObject({
      values: { name: 'web-0' },
      detail: { key: 'waits', values: { pod: 'web-0' } },
    })
    expect(deletedIn(api)).toEqual([])
  })

  it('that have the volume are never deleted, nor is one outside of the window', async () => {
    const { api, run, step } = made([renewed('web-0'), renewed('web-1'), renewed('web-2'), old('web-3')])
    expect((await step(run())).next).toBe('done')
    expect(api.changes).toEqual([])
  })

  it('stop where the new claim is not provisioned, and say why; mended, they go on', async () => {
    const pending = renewed('web-0', {
      status: {
        phase: 'Pending',
        conditions: [
          condition(
            'PodScheduled',
            'False',
            90,
            'Unschedulable',
            'pod has unbound immediate PersistentVolumeClaims',
          ),
        ],
      },
    })
    const { api, run } = made([pending, old('web-1'), old('web-2')])
    const facts = factsOf({
      ...{ set: api.set, pods: api.pods, claims: [claim('logs-web-0', 'Pending')] },
      events: [event('PersistentVolumeClaim', 'logs-web-0', 'ProvisioningFailed', 'no space')],
    })
    const one = run()
    const seen = { facts, status: readState(facts, now) }
    expect(await failure(stepTemplate(one, seen))).toMatchObject({
      code: 'rollout_failing',
      fields: [{ code: 'pod_failing', detail: 'web-0' }],
    })
    expect(one.shown.find(({ state }) => state === 'running')).toMatchObject({
      detail: { key: 'fails', values: { reason: 'claimPending', words: 'no space' } },
    })
    api.pods = [renewed('web-0'), old('web-1'), old('web-2')]
    expect((await stepTemplate(one, seenIn(api))).next).toBe('again')
    expect(deletedIn(api)).toEqual(['DELETE web-1'])
  })

  it('are not touched when the set is another one', async () => {
    const { api, run, step } = made()
    api.set = { ...api.set, metadata: { ...api.set.metadata, uid: 'other' } }
    expect(await failure(step(run()))).toMatchObject({ code: 'operation_overtaken' })
    expect(api.changes).toEqual([])
  })
})

describe('abandoning while the set is made anew', () => {
  const orphans = () => names.map((name) => pod(name, { metadata: { ownerReferences: [] } }))
  const leave = (run: TestRun<TemplatePlan>) => leaveReplacement(run, goal)
  const away = (pods = orphans()) => {
    const api = new SetApi(wire, former, pods)
    api.isAway = true
    return api
  }
  const newRun = (dies: readonly number[] = []) => {
    const run = new TestRun(plan, dies)
    run.memo = memo()
    return run
  }

  it('puts the set that is away back as it was, without a mark', async () => {
    const api = away()
    await leave(newRun())
    expect(api.isAway).toBe(false)
    expect(api.changes[0]).toBe('POST set')
    expect(api.set.metadata.annotations ?? {}).not.toHaveProperty(operationMark)
    expect(deletedIn(api)).toEqual([])
  })

  it.each([[[1]], [[2]], [[3]]])('killed at its write %j, is done by asking again', async (dies) => {
    const api = away()
    const run = newRun(dies)
    await expect(leave(run)).rejects.toThrow('killed')
    await leave(run)
    expect(api.changes.filter((change) => change === 'POST set')).toHaveLength(1)
    expect(api.set.metadata.annotations ?? {}).not.toHaveProperty(operationMark)
  })

  it('leaves a set alone that somebody has deleted with its pods', async () => {
    const api = away([])
    await leave(newRun())
    expect(api.changes).toEqual([])
  })

  it('leaves the set of somebody else alone', async () => {
    const api = new SetApi(wire, set({ metadata: { uid: 'other' } }), orphans())
    await leave(newRun())
    expect(api.changes).toEqual([])
  })

  it('before anything was done does nothing', async () => {
    const api = new SetApi(
      wire,
      former,
      names.map((name) => pod(name)),
    )
    const run = newRun()
    run.memo = null
    await leave(run)
    expect(api.changes).toEqual([])
  })
})
