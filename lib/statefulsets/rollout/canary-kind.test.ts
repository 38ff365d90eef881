import { describe, expect, it } from 'vitest'
import { failure, namespace, Wire } from '../../kubernetes/testing.ts'
import type { StatefulSet } from '../../kubernetes/types.ts'
import { SetApi } from '../create/set-api.testing.ts'
import { partition, pod, rolling, set } from '../state/state.testing.ts'
import { stepCanary } from './canary-kind.ts'
import { TestRun } from './step-run.testing.ts'

const wire = Wire.forTests()
const newRun = (soakSeconds = 600) =>
  new TestRun({ uid: 'set', revision: 'web-2', from: 3, stops: [2, 1, 0], soakSeconds })
const step = (run: ReturnType<typeof newRun>) =>
  stepCanary({ cluster: wire.cluster, namespace }, run, { ordinals: [] })

const names = ['web-0', 'web-1', 'web-2']
const at = (value: number) => set({ updateStrategy: partition(value), status: rolling(0) })
/** The controller has done what is wanted by now. */
function follow(api: SetApi): void {
  api.set = observed(api.set)
  const first = api.set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0
  api.pods = names.map((name, index) => (index < first ? pod(name) : pod(name, { revision: 'web-2' })))
}
const observed = (one: StatefulSet): StatefulSet => ({
  ...one,
  status: { ...one.status, replicas: 3, observedGeneration: one.metadata.generation ?? 0 },
})
/** `kubectl patch … partition`. */
function putBack(api: SetApi, value: number): void {
  api.touch((one) => ({
    ...one,
    metadata: { ...one.metadata, generation: (one.metadata.generation ?? 0) + 1 },
    spec: { ...one.spec, updateStrategy: partition(value) } as NonNullable<StatefulSet['spec']>,
  }))
  follow(api)
}
const partitionOf = (api: SetApi) => api.set.spec?.updateStrategy?.rollingUpdate?.partition

describe('a canary', () => {
  it('goes down stop by stop when there is nothing to soak', async () => {
    const api = new SetApi(
      wire,
      at(3),
      names.map((name) => pod(name)),
    )
    const run = newRun(0)
    const seen: unknown[] = []
    for (let steps = 0; steps < 10; steps++) {
      const { next } = await step(run)
      if (next === 'done') break
      follow(api)
      seen.push(partitionOf(api))
    }
    expect(seen).toEqual([2, 1, 0])
    expect(api.changes).toHaveLength(3)
  })

  it.each([
    ['where it began', 3],
    ['above all pods', 7],
  ])('never undoes the abort of somebody who put the partition to %s', async (_, to) => {
    const api = new SetApi(
      wire,
      at(3),
      names.map((name) => pod(name)),
    )
    const run = newRun()
    await step(run)
    follow(api)
    expect((await step(run)).next).toBe('wait')
    putBack(api, to)
    expect(await failure(step(run))).toMatchObject({
      code: 'operation_overtaken',
      fields: [{ code: 'partition_moved', detail: String(to) }],
    })
    expect(partitionOf(api)).toBe(to)
    expect(api.changes).toHaveLength(1)
  })

  it.each([
    ['an earlier stop', 2],
    ['a later stop', 0],
  ])('does not go on from %s that somebody has put it to', async (_, to) => {
    const api = new SetApi(
      wire,
      at(3),
      names.map((name) => pod(name)),
    )
    const run = newRun(0)
    await step(run)
    follow(api)
    await step(run)
    follow(api)
    expect(partitionOf(api)).toBe(1)
    putBack(api, to)
    expect(await failure(step(run))).toMatchObject({ code: 'operation_overtaken' })
    expect(partitionOf(api)).toBe(to)
  })

  it('killed right before a stop is put, goes to it afterwards, though somebody scaled the set meanwhile', async () => {
    const api = new SetApi(
      wire,
      at(3),
      names.map((name) => pod(name)),
    )
    const run = newRun(0)
    run.diesAtHold = true
    expect(await failure(step(run))).toMatchObject({ message: 'killed' })
    expect(api.changes).toEqual([])
    api.touch((one) => ({ ...one, metadata: { ...one.metadata, generation: 2 } }))
    follow(api)
    await step(run)
    expect(partitionOf(api)).toBe(2)
  })

  it('killed right after a stop was put, does not put it again', async () => {
    const api = new SetApi(
      wire,
      at(3),
      names.map((name) => pod(name)),
    )
    const run = newRun()
    await step(run)
    const after = new TestRun(run.plan)
    after.memo = run.memo
    follow(api)
    expect((await step(after)).items[0]).toMatchObject({ state: 'running', detail: { key: 'soaking' } })
    expect(api.changes).toHaveLength(1)
  })

  it('stops at a partition that is not what the person saw before its first stop', async () => {
    const api = new SetApi(
      wire,
      at(2),
      names.map((name) => pod(name)),
    )
    expect(await failure(step(newRun()))).toMatchObject({ code: 'operation_overtaken' })
    expect(api.changes).toEqual([])
  })

  it('stops at another template', async () => {
    const api = new SetApi(
      wire,
      at(3),
      names.map((name) => pod(name)),
    )
    const run = newRun()
    await step(run)
    follow(api)
    api.set = { ...api.set, status: { ...api.set.status, replicas: 3, updateRevision: 'web-3' } }
    expect(await failure(step(run))).toMatchObject({ code: 'operation_overtaken' })
  })

  it('soaks anew when a pod was not available in between', async () => {
    const api = new SetApi(
      wire,
      at(3),
      names.map((name) => pod(name)),
    )
    const run = newRun()
    await step(run)
    follow(api)
    await step(run)
    const first = run.memo as { since: number }
    expect(first.since).toBeGreaterThan(0)
    api.pods = api.pods.slice(0, 2)
    await step(run)
    expect((run.memo as { since: number }).since).toBe(0)
  })
})
