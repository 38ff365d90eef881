import { describe, expect, it } from 'vitest'
import type { ObjectName } from '../names.ts'
import { createObject, getObject, listObjects, patchObject } from './objects.ts'
import { collectionPath } from './path.ts'
import { readWarnings, request } from './request.ts'
import { answer, failure, type Handler, namespace, Wire } from './testing.ts'

const wire = Wire.forTests()

describe('an answer of the cluster becomes a code', () => {
  it.each([
    [401, {}, 'cluster_unauthenticated'],
    [403, {}, 'cluster_forbidden'],
    [404, {}, 'not_found'],
    [409, { reason: 'Conflict' }, 'conflict'],
    [409, { reason: 'AlreadyExists' }, 'already_exists'],
    [410, {}, 'expired'],
    [422, {}, 'cluster_invalid'],
    [429, {}, 'cluster_throttled'],
    [500, {}, 'cluster_failed'],
    [302, {}, 'cluster_failed'],
    [504, {}, 'cluster_timeout'],
  ])('%i %j is %s', async (code, body, expected) => {
    wire.handle = answer(code, body, { location: 'http://127.0.0.1:9/', 'retry-after': '7' })
    const outcome = await failure(getObject(wire.cluster, 'pods', namespace, 'p' as ObjectName))
    expect(outcome).toMatchObject({ code: expected, after: 7 })
  })

  it('the causes of a 422 keep their fields', async () => {
    const causes = [{ field: 'spec.replicas', reason: 'FieldValueInvalid', message: 'must be >= 0' }]
    wire.handle = answer(422, { details: { causes } })
    const outcome = await failure(createObject(wire.cluster, 'statefulsets', namespace, {}))
    expect(outcome).toMatchObject({
      fields: [{ path: 'spec.replicas', code: 'FieldValueInvalid', detail: 'must be >= 0' }],
    })
  })

  it('strict decoding errors of a JSON patch are, too, without the object that the server quotes', async () => {
    const message = 'Invalid value: "{…}": strict decoding error: unknown field "spec.replica"'
    const causes = [{ field: 'patch', reason: 'FieldValueInvalid', message }]
    wire.handle = answer(422, { reason: 'Invalid', details: { causes } })
    expect(
      await failure(getObject(wire.cluster, 'statefulsets', namespace, 'web' as ObjectName)),
    ).toMatchObject({
      fields: [{ path: 'spec.replica', code: 'unknown_field' }],
    })
  })

  it('a patch for another object of the name is a conflict', async () => {
    const causes = [{ field: 'metadata.uid', reason: 'FieldValueInvalid', message: 'field is immutable' }]
    wire.handle = answer(422, { details: { causes } })
    const patch = { metadata: { uid: 'a' } }
    const outcome = await failure(
      patchObject(wire.cluster, 'statefulsets', namespace, 'web' as ObjectName, patch),
    )
    expect(outcome).toMatchObject({ code: 'conflict' })
  })

  it('strict decoding errors are one complaint each', async () => {
    wire.handle = answer(400, {
      message: 'strict decoding error: unknown field "spec.replica", duplicate field "spec.x"',
    })
    const outcome = await failure(createObject(wire.cluster, 'statefulsets', namespace, {}))
    expect(outcome).toMatchObject({
      fields: [
        { path: 'spec.replica', code: 'unknown_field' },
        { path: 'spec.x', code: 'duplicate_field' },
      ],
    })
  })

  it.each(['string', 'number 3000000000', 'number 1.5'])(
    'a %s where the field takes none stands at the field',
    async (value) => {
      const place = 'Go struct field StatefulSetSpec.spec.replicas of type int32'
      const message = `StatefulSet in version "v1" cannot be handled as a StatefulSet: json: cannot unmarshal ${value} into ${place}`
      wire.handle = answer(400, { message })
      expect(await failure(createObject(wire.cluster, 'statefulsets', namespace, {}))).toMatchObject({
        fields: [{ path: 'spec.replicas', detail: `cannot unmarshal ${value} into ${place}` }],
      })
    },
  )

  it('what is said of a Secret is not passed on', async () => {
    wire.handle = answer(422, {
      message: 'value hunter2',
      details: { kind: 'secrets', causes: [{ message: 'hunter2' }] },
    })
    expect(await failure(createObject(wire.cluster, 'services', namespace, {}))).toMatchObject({ fields: [] })
  })

  it('something that is not JSON is the failure of the cluster', async () => {
    wire.handle = (_request, response) => response.end('<html>')
    expect(await failure(listObjects(wire.cluster, 'pods', namespace))).toMatchObject({
      code: 'cluster_failed',
    })
  })

  it('a reset connection is an unreachable cluster', async () => {
    wire.handle = (incoming) => incoming.socket.destroy()
    expect(await failure(listObjects(wire.cluster, 'pods', namespace))).toMatchObject({
      code: 'cluster_unreachable',
    })
  })

  it.each<[string, Handler]>([
    ['no answer', () => undefined],
    ['an answer that never ends', (_request, response) => response.write('{')],
  ])('%s ends at the deadline', async (_name, handler) => {
    wire.handle = handler
    const path = collectionPath('pods', namespace)
    const outcome = await failure(request(wire.cluster, { method: 'GET', path, deadlineMs: 200 }))
    expect(outcome).toMatchObject({ code: 'cluster_timeout' })
  })
})

describe('calls', () => {
  it('are strict when they write', async () => {
    await createObject(wire.cluster, 'statefulsets', namespace, {}, { dryRun: true })
    expect(wire.recorded[0]).toContain('fieldValidation=Strict')
    expect(wire.recorded[0]).toContain('dryRun=All')
  })

  it('that come at once on a cluster that was never asked all succeed', async () => {
    const fresh = wire.connect()
    const calls = Array.from({ length: 20 }, () => listObjects(fresh, 'pods', namespace))
    expect(await Promise.all(calls)).toHaveLength(20)
  })

  it('share connections', async () => {
    const before = wire.sockets
    for (let index = 0; index < 50; index++) await listObjects(wire.cluster, 'pods', namespace)
    expect(wire.sockets - before).toBeLessThanOrEqual(1)
  })

  it('read page after page', async () => {
    wire.handle = (incoming, response) => {
      const isFirst = !incoming.url?.includes('continue')
      response.end(JSON.stringify({ items: [{}], metadata: isFirst ? { continue: 'next' } : {} }))
    }
    expect(await listObjects(wire.cluster, 'pods', namespace)).toHaveLength(2)
  })

  it('bring the warnings along', () => {
    expect(readWarnings('299 - "unknown \\"x\\"", 299 - "two"')).toEqual(['unknown "x"', 'two'])
  })
})
