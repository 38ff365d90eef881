import { describe, expect, it } from 'vitest'
import { failure, namespace, Wire } from '../../kubernetes/testing.ts'
import type { StatefulSet } from '../../kubernetes/types.ts'
import { SetApi } from '../create/set-api.testing.ts'
import { container, partition, pod, rolling, set, troubled, waiting } from '../state/state.testing.ts'
import { stepCanary } from './canary-kind.ts'
import { deaths, drive, seenIn, TestRun, updated } from './step-run.testing.ts'

const wire = Wire.forTests()
const newRun = (soakSeconds = 600, dies: readonly number[] = []) =>
  new TestRun({ uid: 'set', revision: 'web-2', from: 3, stops: [2, 1, 0], soakSeconds }, dies)
const stepIn = (api: SetApi) => (run: ReturnType<typeof newRun>) =>
  stepCanary({ cluster: wire.cluster, namespace }, run, seenIn(api))

const names = ['web-0', 'web-1', 'web-2']
const begin = (at = 3) =>
  new SetApi(
    wire,
    set({ updateStrategy: partition(at), status: rolling(0) }),
    names.map((name) => pod(name)),
  )
/** The controller has done what is wanted by now. */
function follow(api: SetApi, remake = updated): void {
  const observedGeneration = api.set.metadata.generation ?? 0
  api.set = { ...api.set, status: { ...api.set.status, replicas: 3, observedGeneration } }
  const first = partitionOf(api)
  api.pods = names.map((name, index) => (index < first ? pod(name) : remake(name)))
}
/** `kubectl patch … partition`. */
function putTo(api: SetApi, value: number): void {
  api.touch((one) => ({
    ...one,
    metadata: { ...one.metadata, generation: (one.metadata.generation ?? 0) + 1 },
    spec: { ...one.spec, updateStrategy: partition(value) } as NonNullable<StatefulSet['spec']>,
  }))
  follow(api)
}
const partitionOf = (api: SetApi) => api.set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0
const partitions = (api: SetApi) => api.changes.map((change) => /"partition":(\d+)/.exec(change)?.[1])

describe('a canary in steps', () => {
  it.each(deaths)('goes to each stop once, in order, also when it is killed at %j', async (...dies) => {
    const api = begin()
    const end = await drive(newRun(0, dies), stepIn(api), () => follow(api))
    expect(partitions(api)).toEqual(['2', '1', '0'])
    expect(end.items.map(({ state }) => state)).toEqual(['done', 'done', 'done'])
  })

  it.each([
    ['where it began', 3],
    ['above all pods', 7],
  ])('never undoes the abort of somebody who put the partition to %s', async (_, to) => {
    const api = begin()
    const run = newRun()
    await stepIn(api)(run)
    follow(api)
    expect((await stepIn(api)(run)).next).toBe('wait')
    putTo(api, to)
    expect(await failure(stepIn(api)(run))).toMatchObject({
      code: 'operation_overtaken',
      fields: [{ code: 'partition_moved', detail: String(to) }],
    })
    expect(partitions(api)).toEqual(['2'])
  })

  it.each([
    ['an earlier stop', 2],
    ['a later stop', 0],
  ])('does not go on from %s that somebody has put it to', async (_, to) => {
    const api = begin()
    const run = newRun(0)
    for (let steps = 0; steps < 2; steps++) {
      await stepIn(api)(run)
      follow(api)
    }
    expect(partitionOf(api)).toBe(1)
    putTo(api, to)
    expect(await failure(stepIn(api)(run))).toMatchObject({ code: 'operation_overtaken' })
    expect(partitionOf(api)).toBe(to)
  })

  it('killed right before a stop is put, goes to it afterwards, though somebody scaled the set meanwhile', async () => {
    const api = begin()
    const run = newRun(0, [2])
    await expect(stepIn(api)(run)).rejects.toThrow('killed')
    expect(run.memo).toMatchObject({ stop: 0 })
    api.touch((one) => ({ ...one, metadata: { ...one.metadata, generation: 2 } }))
    follow(api)
    await stepIn(api)(run)
    expect(partitions(api)).toEqual(['2'])
  })

  it('stops at a partition that is not what the person saw, before its first stop', async () => {
    const api = begin(2)
    expect(await failure(stepIn(api)(newRun()))).toMatchObject({ code: 'operation_overtaken' })
    expect(api.changes).toEqual([])
  })

  it('stops at another template', async () => {
    const api = begin()
    const run = newRun()
    await stepIn(api)(run)
    follow(api)
    api.set = { ...api.set, status: { ...api.set.status, replicas: 3, updateRevision: 'web-3' } }
    expect(await failure(stepIn(api)(run))).toMatchObject({ code: 'operation_overtaken' })
  })

  it('ends a hold', async () => {
    const api = begin()
    const annotations = { 'ordinal.io/held-partition': '0/3' }
    api.touch((one) => ({ ...one, metadata: { ...one.metadata, annotations } }))
    await stepIn(api)(newRun())
    expect(api.set.metadata.annotations).toEqual({})
  })

  it('stays until the time is over', async () => {
    const api = begin()
    const run = newRun(60)
    await stepIn(api)(run)
    follow(api)
    expect((await stepIn(api)(run)).items[0]).toMatchObject({ state: 'running', detail: { key: 'soaking' } })
    run.memo = { ...(run.memo as object), since: Date.now() - 61_000 }
    await stepIn(api)(run)
    expect(partitions(api)).toEqual(['2', '1'])
  })

  it('begins the time anew after a pod was away', async () => {
    const api = begin()
    const run = newRun()
    await stepIn(api)(run)
    follow(api)
    await stepIn(api)(run)
    expect((run.memo as { since: number }).since).toBeGreaterThan(0)
    api.pods = api.pods.slice(0, 2)
    await stepIn(api)(run)
    expect((run.memo as { since: number }).since).toBe(0)
  })

  it('stops at a pod that fails on the new revision, and says why', async () => {
    const api = begin()
    const run = newRun()
    await stepIn(api)(run)
    follow(api, (name) => troubled(name, 60, container(waiting('CrashLoopBackOff')), { revision: 'web-2' }))
    expect(await failure(stepIn(api)(run))).toMatchObject({
      fields: [{ code: 'canary_failing', detail: 'web-2' }],
    })
    expect(run.shown[0]).toMatchObject({
      detail: { key: 'fails', values: { pod: 'web-2', reason: 'crash' } },
    })
    expect(partitions(api)).toEqual(['2'])
  })
})
