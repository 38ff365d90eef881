import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { KubeConfig } from '@kubernetes/client-node'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isAppError } from '../errors.ts'
import type { ContainerName, NamespaceName, ObjectName } from '../names.ts'
import { Cluster } from './cluster.ts'
import { openLog } from './logs.ts'
import { createObject, deleteObject, getObject, getScale, listObjects } from './objects.ts'
import { collectionPath, objectPath } from './path.ts'
import { readWarnings, request } from './request.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** A cluster at the wire: remembers what was asked and answers as the case wants. */
const recorded: string[] = []
const empty: Handler = (_request, response) => response.end('{"items":[],"metadata":{}}')
let handle: Handler = empty
let sockets = 0
const server = createServer((incoming, outgoing) => {
  recorded.push(`${incoming.method} ${incoming.url}`)
  handle(incoming, outgoing)
})
server.on('connection', () => {
  sockets++
})
let cluster: Cluster

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const config = new KubeConfig()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  config.loadFromClusterAndUser(
    { name: 'test', server: url, skipTLSVerify: true },
    { name: 'user', token: 'a-token' },
  )
  cluster = Cluster.fromConfig(config, config.getCurrentContext())
})
beforeEach(() => {
  recorded.length = 0
  handle = empty
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const namespace = 'team-a' as NamespaceName
const status = (code: number, body: object, headers: Record<string, string> = {}): Handler => {
  return (_request, response) => response.writeHead(code, headers).end(JSON.stringify(body))
}
const failure = async (call: Promise<unknown>) => {
  const error: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return isAppError(error)
    ? { code: error.code, fields: error.fields, after: error.retryAfterSeconds }
    : error
}

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
      getObject(cluster, 'pods', one as NamespaceName, two as ObjectName),
    'a deletion': (one: string, two: string) =>
      deleteObject(cluster, 'statefulsets', one as NamespaceName, two as ObjectName, { uid: 'u' }),
    'the scale': (one: string, two: string) => getScale(cluster, one as NamespaceName, two as ObjectName),
    'a collection': (one: string, two: string) => listObjects(cluster, 'pods', one as NamespaceName, two),
    'a log': async (one: string, two: string) => {
      const log = { pod: two as ObjectName, container: two as ContainerName, follow: false, tailLines: 1 }
      const stream = await openLog(
        cluster,
        { namespace: one as NamespaceName, ...log },
        AbortSignal.timeout(5000),
      )
      await stream.cancel()
    },
  }
  it.each(Object.entries(calls))('%s', async (_name, call) => {
    await fc.assert(
      fc.asyncProperty(anyName, anyName, async (one, two) => {
        recorded.length = 0
        const outcome = await failure(call(one, two))
        if (recorded.length === 0) {
          expect(outcome).toMatchObject({ code: 'invalid' })
          return
        }
        expect(recorded).toHaveLength(1)
        const path = recorded[0]?.split(' ')[1]?.split('?')[0]
        expect(path).toMatch(
          /^\/(?:api|apis\/apps)\/v1\/namespaces\/[a-z0-9-]{1,63}\/(?:pods|statefulsets)(?:\/[a-z0-9.-]+(?:\/(?:log|scale))?)?$/,
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
    handle = status(code, body, { location: 'http://127.0.0.1:9/', 'retry-after': '7' })
    const outcome = await failure(getObject(cluster, 'pods', namespace, 'p' as ObjectName))
    expect(outcome).toMatchObject({ code: expected, after: 7 })
  })

  it('the causes of a 422 keep their fields', async () => {
    const causes = [{ field: 'spec.replicas', reason: 'FieldValueInvalid', message: 'must be >= 0' }]
    handle = status(422, { details: { causes } })
    const outcome = await failure(createObject(cluster, 'statefulsets', namespace, {}))
    expect(outcome).toMatchObject({
      fields: [{ path: 'spec.replicas', code: 'FieldValueInvalid', detail: 'must be >= 0' }],
    })
  })

  it('strict decoding errors are one complaint each', async () => {
    handle = status(400, {
      message: 'strict decoding error: unknown field "spec.replica", duplicate field "spec.x"',
    })
    const outcome = await failure(createObject(cluster, 'statefulsets', namespace, {}))
    expect(outcome).toMatchObject({
      fields: [
        { path: 'spec.replica', code: 'unknown_field' },
        { path: 'spec.x', code: 'duplicate_field' },
      ],
    })
  })

  it('what is said of a Secret is not passed on', async () => {
    handle = status(422, {
      message: 'value hunter2',
      details: { kind: 'secrets', causes: [{ message: 'hunter2' }] },
    })
    expect(await failure(createObject(cluster, 'services', namespace, {}))).toMatchObject({ fields: [] })
  })

  it('something that is not JSON is the failure of the cluster', async () => {
    handle = (_request, response) => response.end('<html>')
    expect(await failure(listObjects(cluster, 'pods', namespace))).toMatchObject({ code: 'cluster_failed' })
  })

  it('a reset connection is an unreachable cluster', async () => {
    handle = (incoming) => incoming.socket.destroy()
    expect(await failure(listObjects(cluster, 'pods', namespace))).toMatchObject({
      code: 'cluster_unreachable',
    })
  })

  it.each<[string, Handler]>([
    ['no answer', () => undefined],
    ['an answer that never ends', (_request, response) => response.write('{')],
  ])('%s ends at the deadline', async (_name, handler) => {
    handle = handler
    const path = collectionPath('pods', namespace)
    const outcome = await failure(request(cluster, { method: 'GET', path, deadlineMs: 200 }))
    expect(outcome).toMatchObject({ code: 'cluster_timeout' })
  })
})

describe('calls', () => {
  it('are strict when they write', async () => {
    await createObject(cluster, 'statefulsets', namespace, {}, { dryRun: true })
    expect(recorded[0]).toContain('fieldValidation=Strict')
    expect(recorded[0]).toContain('dryRun=All')
  })

  it('share connections', async () => {
    const before = sockets
    for (let index = 0; index < 50; index++) await listObjects(cluster, 'pods', namespace)
    expect(sockets - before).toBeLessThanOrEqual(1)
  })

  it('read page after page', async () => {
    handle = (incoming, response) => {
      const isFirst = !incoming.url?.includes('continue')
      response.end(JSON.stringify({ items: [{}], metadata: isFirst ? { continue: 'next' } : {} }))
    }
    expect(await listObjects(cluster, 'pods', namespace)).toHaveLength(2)
  })

  it('bring the warnings along', () => {
    expect(readWarnings('299 - "unknown \\"x\\"", 299 - "two"')).toEqual(['unknown "x"', 'two'])
  })
})
