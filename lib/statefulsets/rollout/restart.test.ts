import { describe, expect, it } from 'vitest'
import { failure, namespace, Wire } from '../../kubernetes/testing.ts'
import type { ObjectName } from '../../names.ts'
import { SetApi } from '../create/set-api.testing.ts'
import { set } from '../state/state.testing.ts'
import { restartIn } from './restart.ts'

const wire = Wire.forTests()
const restart = (requestId: string, revision = 'web-1') =>
  restartIn(
    { cluster: wire.cluster, namespace },
    { name: 'web' as ObjectName, uid: 'set', revision, requestId },
  )
/** The controller has made a revision of the newest template. */
function follow(api: SetApi, updateRevision: string): void {
  const observedGeneration = api.set.metadata.generation ?? 0
  api.set = { ...api.set, status: { ...api.set.status, replicas: 3, observedGeneration, updateRevision } }
}

describe('a restart', () => {
  it('changes the time of the restart in the template and nothing else of it', async () => {
    const api = new SetApi(wire, set())
    expect(await restart('one')).toEqual({ warnings: [], generation: 2 })
    expect(api.changes).toHaveLength(1)
    expect(JSON.parse(api.changes[0] ?? '')).toEqual({
      template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': expect.any(String) } } },
    })
  })

  it('that is asked again, since its answer was lost, is one restart', async () => {
    const api = new SetApi(wire, set())
    await restart('one')
    expect(await restart('one')).toEqual({ warnings: [], generation: 2 })
    follow(api, 'web-2')
    expect(await restart('one')).toEqual({ warnings: [], generation: 2 })
    expect(api.changes).toHaveLength(1)
  })

  it('of two dialogs that saw the same set is one restart', async () => {
    const api = new SetApi(wire, set())
    await restart('one')
    expect(await failure(restart('two'))).toMatchObject({
      code: 'conflict',
      fields: [{ code: 'restart_unobserved' }],
    })
    follow(api, 'web-2')
    expect(await failure(restart('two'))).toMatchObject({
      code: 'conflict',
      fields: [{ code: 'restart_changed' }],
    })
    expect(api.changes).toHaveLength(1)
    await restart('three', 'web-2')
    expect(api.changes).toHaveLength(2)
  })

  it('decides anew when somebody restarts between the look and the write', async () => {
    const api = new SetApi(wire, set())
    api.meanwhile = () => {
      api.touch()
      follow(api, 'web-2')
    }
    expect(await failure(restart('one'))).toMatchObject({ fields: [{ code: 'restart_changed' }] })
    expect(api.changes).toEqual([])
  })

  it.each([
    ['another set of this name', set({ metadata: { uid: 'other' } }), 'conflict'],
    [
      'a set that is being deleted',
      set({ metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }),
      'invalid',
    ],
  ])('never touches %s', async (_, one, code) => {
    const api = new SetApi(wire, one)
    expect(await failure(restart('one'))).toMatchObject({ code })
    expect(api.changes).toEqual([])
  })
})
