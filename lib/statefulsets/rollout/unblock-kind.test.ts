import { describe, expect, it } from 'vitest'
import { failure, namespace, Wire } from '../../kubernetes/testing.ts'
import { SetApi } from '../create/set-api.testing.ts'
import { container, pod, rolling, set, troubled, waiting } from '../state/state.testing.ts'
import { controller, deaths, deletedIn, drive, seenIn, TestRun, updated } from './step-run.testing.ts'
import { stepUnblock } from './unblock-kind.ts'

const wire = Wire.forTests()
const newRun = (dies: readonly number[] = []) => new TestRun({ uid: 'set', deleted: ['web-2'] }, dies)
const stepIn =
  (api: SetApi, seen = () => seenIn(api)) =>
  (run: ReturnType<typeof newRun>) =>
    stepUnblock({ cluster: wire.cluster, namespace }, run, seen())
const broken = (name: string) =>
  troubled(name, 60, container(waiting('ImagePullBackOff')), { revision: 'web-bad' })
const mended = (updatedReplicas: number) => set({ status: rolling(updatedReplicas) })

describe('unblocking further', () => {
  it.each(deaths)('deletes each that hangs once, also when it is killed at %j', async (...dies) => {
    const api = new SetApi(wire, mended(0), [broken('web-0'), broken('web-1'), updated('web-2')])
    const run = newRun(dies)
    const end = await drive(run, stepIn(api), controller(api))
    expect(run.record).toEqual(['pod:delete web-0', 'pod:delete web-1'])
    expect(deletedIn(api)).toEqual(['DELETE web-0', 'DELETE web-1'])
    expect(end.items.map(({ values }) => values.pod ?? 'rolling')).toEqual([
      'web-2',
      'web-0',
      'web-1',
      'rolling',
    ])
  })

  it('waits for pods that roll by themselves', async () => {
    const api = new SetApi(wire, mended(1), [pod('web-0'), pod('web-1'), updated('web-2')])
    expect(await stepIn(api)(newRun())).toMatchObject({
      next: 'wait',
      items: [{}, { values: { done: 1, all: 3 } }],
    })
    expect(api.changes).toEqual([])
  })

  it('leaves a new pod alone while the engine still means the former', async () => {
    const others = [pod('web-1'), updated('web-2')]
    const starting = troubled('web-0', 1, container(waiting('ContainerCreating')), {
      revision: 'web-2',
      metadata: { uid: 'new' },
    })
    const api = new SetApi(wire, mended(0), [starting, ...others])
    const behind = seenIn({ set: api.set, pods: [broken('web-0'), ...others] })
    expect(behind.status.blocker).toMatchObject({ isTrapped: true })
    expect(await stepIn(api, () => behind)(newRun())).toMatchObject({ next: 'wait' })
    expect(api.changes).toEqual([])
  })

  it('stops when the newest revision does not work either, and says why', async () => {
    const bad = troubled('web-2', 60, container(waiting('ImagePullBackOff')), { revision: 'web-2' })
    const api = new SetApi(wire, mended(1), [pod('web-0'), pod('web-1'), bad])
    const run = newRun()
    expect(await failure(stepIn(api)(run))).toMatchObject({
      fields: [{ code: 'still_stuck', detail: 'web-2' }],
    })
    expect(run.shown.at(-1)).toMatchObject({ detail: { key: 'fails', values: { reason: 'image' } } })
  })

  it('judges no pod by a revision that the controller has not named yet', async () => {
    const bad = troubled('web-2', 60, container(waiting('ImagePullBackOff')), { revision: 'web-2' })
    const api = new SetApi(wire, { ...mended(1), metadata: { ...mended(1).metadata, generation: 2 } }, [
      pod('web-0'),
      pod('web-1'),
      bad,
    ])
    expect(await stepIn(api)(newRun())).toMatchObject({ next: 'wait' })
  })
})
