import { describe, expect, it } from 'vitest'
import { failure, namespace, Wire } from '../../kubernetes/testing.ts'
import type { Pod, StatefulSet } from '../../kubernetes/types.ts'
import type { ObjectName } from '../../names.ts'
import { SetApi } from '../create/set-api.testing.ts'
import { container, partition, pod, rolling, set, troubled, waiting } from '../state/state.testing.ts'
import { unblockIn } from './unblock.ts'

const wire = Wire.forTests()
const broken = (parts: Parameters<typeof troubled>[3] = {}) =>
  troubled('web-2', 60, container(waiting('ImagePullBackOff')), { revision: 'web-bad', ...parts })
const unblock = (podUid = 'uid of web-2') =>
  unblockIn(
    { cluster: wire.cluster, namespace },
    { name: 'web' as ObjectName, uid: 'set', pod: 'web-2' as ObjectName, podUid },
  )
const mended = (parts: Parameters<typeof set>[0] = {}) => set({ status: rolling(0), ...parts })

describe('unblocking', () => {
  it('deletes exactly the pod that is in the way', async () => {
    const api = new SetApi(wire, mended(), [pod('web-0'), pod('web-1'), broken()])
    expect(await unblock()).toBe(true)
    expect(api.changes).toEqual(['DELETE web-2'])
  })

  it.each<[string, StatefulSet, Pod]>([
    ['that is ready', mended(), pod('web-2', { revision: 'web-bad' })],
    ['of the newest revision', mended(), broken({ revision: 'web-2' })],
    ['that the partition holds', mended({ updateStrategy: partition(3) }), broken()],
    ['outside of the window', mended({ replicas: 2 }), broken()],
    ['of a set with OnDelete', mended({ updateStrategy: { type: 'OnDelete' } }), broken()],
    ['before the controller has seen the mended template', mended({ metadata: { generation: 2 } }), broken()],
    ['of another owner', mended(), broken({ metadata: { ownerReferences: [] } })],
  ])('never deletes a pod %s', async (_, one, stuck) => {
    const api = new SetApi(wire, one, [stuck])
    expect(await failure(unblock())).toMatchObject({ code: 'invalid', fields: [{ code: 'not_stuck' }] })
    expect(api.changes).toEqual([])
  })

  it('never deletes a pod of a set that is being deleted', async () => {
    const api = new SetApi(wire, mended({ metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }), [
      broken(),
    ])
    expect(await failure(unblock())).toMatchObject({ fields: [{ code: 'already_deleting' }] })
    expect(api.changes).toEqual([])
  })

  it('never deletes another pod of the name', async () => {
    const api = new SetApi(wire, mended(), [broken()])
    expect(await failure(unblock('uid of an earlier one'))).toMatchObject({ code: 'conflict' })
    expect(api.changes).toEqual([])
  })

  it('never deletes one that becomes ready between the look and the deletion', async () => {
    const api = new SetApi(wire, mended(), [broken()])
    api.meanwhile = () => {
      const now = pod('web-2', { revision: 'web-bad' })
      api.pods = [{ ...now, metadata: { ...now.metadata, resourceVersion: '2' } }]
    }
    expect(await failure(unblock())).toMatchObject({ code: 'invalid' })
    expect(api.changes).toEqual([])
  })

  it('of a pod that is ending already does nothing', async () => {
    const api = new SetApi(wire, mended(), [
      broken({ metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }),
    ])
    expect(await unblock()).toBe(true)
    expect(api.changes).toEqual([])
  })
})
