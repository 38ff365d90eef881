import { describe, expect, it } from 'vitest'
import { failure, namespace, Wire } from '../../kubernetes/testing.ts'
import type { ObjectName } from '../../names.ts'
import { SetApi } from '../create/set-api.testing.ts'
import { partition, pod, rolling, set } from '../state/state.testing.ts'
import { holdIn, resumeIn } from './hold.ts'
import { setPartitionIn } from './set-partition.ts'

const wire = Wire.forTests()
const place = () => ({ cluster: wire.cluster, namespace })
const asked = (seen: number) => ({ name: 'web' as ObjectName, uid: 'set', partition: seen })
const note = 'ordinal.io/held-partition'
/** One of three is updated. */
const pods = [pod('web-0'), pod('web-1'), pod('web-2', { revision: 'web-2' })]
const at = (value: number, annotations: Record<string, string> = {}) =>
  set({ updateStrategy: partition(value), status: rolling(1), metadata: { annotations } })

describe('a hold', () => {
  it('puts the partition above what is not updated, and notes where it was', async () => {
    const api = new SetApi(wire, at(0), pods)
    expect(await holdIn(place(), asked(0))).toEqual({ partition: 2, isForeign: false })
    expect(api.set.metadata.annotations).toEqual({ [note]: '0/2' })
    expect(api.set.spec?.updateStrategy?.rollingUpdate?.partition).toBe(2)
  })

  it('counts from the first ordinal', async () => {
    const names = ['web-5', 'web-6', 'web-7']
    const shifted = names.map((name, index) => pod(name, { revision: index === 2 ? 'web-2' : 'web-1' }))
    new SetApi(wire, set({ ordinals: { start: 5 }, status: rolling(1) }), shifted)
    expect(await holdIn(place(), asked(0))).toEqual({ partition: 2, isForeign: false })
  })

  it('decides anew when the rollout went on meanwhile', async () => {
    const api = new SetApi(wire, at(0), pods)
    api.meanwhile = () => {
      api.pods = [pod('web-0'), ...['web-1', 'web-2'].map((name) => pod(name, { revision: 'web-2' }))]
      api.touch()
    }
    expect(await holdIn(place(), asked(0))).toEqual({ partition: 1, isForeign: false })
    expect(api.changes).toHaveLength(1)
  })

  it('of a held rollout changes nothing', async () => {
    const api = new SetApi(wire, at(2, { [note]: '0/2' }), pods)
    expect(await holdIn(place(), asked(0))).toEqual({ partition: 2, isForeign: false })
    expect(api.changes).toEqual([])
  })

  it('of a hold that somebody else has undone is a new one', async () => {
    const api = new SetApi(wire, at(1, { [note]: '0/2' }), pods)
    await holdIn(place(), asked(1))
    expect(api.set.metadata.annotations).toEqual({ [note]: '1/2' })
  })

  it.each([
    ['another partition than the person saw', at(1), 'conflict'],
    ['another set of this name', set({ metadata: { uid: 'other' } }), 'conflict'],
    ['OnDelete', set({ updateStrategy: { type: 'OnDelete' } }), 'invalid'],
  ])('is refused: %s', async (_, one, code) => {
    const api = new SetApi(wire, one, pods)
    expect(await failure(holdIn(place(), asked(0)))).toMatchObject({ code })
    expect(api.changes).toEqual([])
  })
})

describe('a resume', () => {
  it('puts the partition back and forgets', async () => {
    const api = new SetApi(wire, at(2, { [note]: '1/2' }), pods)
    expect(await resumeIn(place(), asked(2))).toEqual({ partition: 1, isForeign: false })
    expect(api.set.metadata.annotations).toEqual({})
    expect(api.set.spec?.updateStrategy?.rollingUpdate?.partition).toBe(1)
  })

  it('leaves a partition that somebody else has set, and says so', async () => {
    const api = new SetApi(wire, at(3, { [note]: '0/2' }), pods)
    expect(await resumeIn(place(), asked(2))).toEqual({ partition: 3, isForeign: true })
    expect(api.set.metadata.annotations).toEqual({})
    expect(api.set.spec?.updateStrategy?.rollingUpdate?.partition).toBe(3)
  })

  it('of what is not held changes nothing', async () => {
    const api = new SetApi(wire, at(2), pods)
    expect(await resumeIn(place(), asked(2))).toEqual({ partition: 2, isForeign: false })
    expect(api.changes).toEqual([])
  })
})

describe('a partition', () => {
  const move = (from: number, to: number, more = {}) =>
    setPartitionIn(place(), { name: 'web' as ObjectName, uid: 'set', from, partition: to, ...more })

  it('is set, and ends a hold', async () => {
    const api = new SetApi(wire, at(2, { [note]: '0/2' }), pods)
    expect(await move(2, 1)).toMatchObject({ partition: 1, isDropped: false, generation: 2 })
    expect(api.set.metadata.annotations).toEqual({})
  })

  it('goes with maxUnavailable, and says when the cluster left that out', async () => {
    const api = new SetApi(wire, at(2), pods)
    expect(await move(2, 1, { maxUnavailable: 2 })).toMatchObject({ isDropped: false })
    api.set = at(2)
    api.isMaxUnavailableOff = true
    expect(await move(2, 1, { maxUnavailable: 2 })).toMatchObject({ isDropped: true })
  })

  it.each([
    ['is not what the person saw', 1, 0, 'conflict'],
    ['is above the replicas', 2, 4, 'invalid'],
  ])('%s', async (_, from, to, code) => {
    const api = new SetApi(wire, at(2), pods)
    expect(await failure(move(from, to))).toMatchObject({ code })
    expect(api.changes).toEqual([])
  })
})
