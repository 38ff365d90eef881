import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContainerName, NamespaceName, ObjectName } from '../names.ts'
import { openExec } from './exec.ts'
import { openLog } from './logs.ts'
import { deleteObject, getObject, getScale, listObjects } from './objects.ts'
import { collectionPath, objectPath } from './path.ts'
import { failure, namespace, Wire } from './testing.ts'
import { openWatch } from './watch.ts'

const wire = Wire.forTests()

/** Any string, and the ones that bend paths. */
const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '',
    '.',
    '..',
    'a/b',
    '../x',
    '%2e%2e',
    '?x=1',
    '#',
    '\\',
    '\0',
    'a b',
    'A',
    'a'.repeat(300),
    'ok',
  ),
)

describe('no string changes the shape of a path', () => {
  const calls = {
    'an object': (one: string, two: string) =>
      getObject(wire.cluster, 'pods', one as NamespaceName, two as ObjectName),
    'a deletion': (one: string, two: string) =>
      deleteObject(wire.cluster, 'statefulsets', one as NamespaceName, two as ObjectName, { uid: 'u' }),
    'the scale': (one: string, two: string) =>
      getScale(wire.cluster, one as NamespaceName, two as ObjectName),
    'a collection': (one: string, two: string) =>
      listObjects(wire.cluster, 'pods', one as NamespaceName, { labelSelector: two }),
    'a log': async (one: string, two: string) => {
      const log = { pod: two as ObjectName, container: two as ContainerName, follow: false, tailLines: 1 }
      const stream = await openLog(
        wire.cluster,
        { namespace: one as NamespaceName, ...log },
        AbortSignal.timeout(5000),
      )
      await stream.cancel()
    },
    'a watch': async (one: string, two: string) => {
      const from = {
        place: one as NamespaceName,
        resourceVersion: two,
        labelSelector: two,
        timeoutSeconds: 1,
      }
      wire.handle = (_request, response) => response.end()
      for await (const _event of await openWatch(wire.cluster, 'pods', from, AbortSignal.timeout(5000))) break
    },
    'a program': async (one: string, two: string) => {
      const exec = {
        pod: two as ObjectName,
        container: two as ContainerName,
        command: [two],
        stdin: true,
        tty: true,
      }
      const where = { namespace: one as NamespaceName, ...exec }
      await openExec(wire.cluster, where, () => undefined, AbortSignal.timeout(5000))
    },
  }
  it.each(Object.entries(calls))('%s', async (_name, call) => {
    await fc.assert(
      fc.asyncProperty(anyName, anyName, async (one, two) => {
        wire.recorded.length = 0
        const outcome = await failure(call(one, two))
        if (wire.recorded.length === 0) {
          expect(outcome).toMatchObject({ code: 'invalid' })
          return
        }
        expect(wire.recorded).toHaveLength(1)
        const path = wire.recorded[0]?.split(' ')[1]?.split('?')[0]
        expect(path).toMatch(
          /^\/(?:api|apis\/apps)\/v1\/namespaces\/[a-z0-9-]{1,63}\/(?:pods|statefulsets)(?:\/[a-z0-9.-]+(?:\/(?:log|scale|exec))?)?$/,
        )
      }),
      { numRuns: 150 },
    )
  })

  it('a cluster-wide resource has no namespace, a namespaced one has', () => {
    expect(collectionPath('namespaces', null)).toBe('/api/v1/namespaces')
    expect(objectPath('statefulsets', namespace, 'web' as ObjectName, 'scale')).toBe(
      '/apis/apps/v1/namespaces/team-a/statefulsets/web/scale',
    )
    expect(() => collectionPath('pods', null)).toThrow()
  })
})
