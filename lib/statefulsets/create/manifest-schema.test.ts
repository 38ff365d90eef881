import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ProjectScope } from '../../auth/scope.ts'
import { failure, Wire } from '../../kubernetes/testing.ts'

const wire = Wire.forTests()
const scope = { project: { cluster: 'test' } } as ProjectScope<'statefulset:create'>
let version = 'one'

/** Loaded after the kubeconfig that it reads. */
async function load() {
  const file = join(mkdtempSync(join(tmpdir(), 'ordinal-schema-')), 'kubeconfig')
  const cluster = { server: wire.cluster.server.href, 'insecure-skip-tls-verify': true }
  const config = {
    clusters: [{ name: 'test', cluster }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    users: [{ name: 'test', user: { token: 'a-token' } }],
  }
  writeFileSync(file, JSON.stringify(config))
  vi.stubEnv('KUBECONFIG', file)
  return (await import('./manifest-schema.ts')).getManifestSchema
}

describe('the schema of a cluster', () => {
  let get: Awaited<ReturnType<typeof load>>
  const answers: Wire['handle'] = (incoming, response) => {
    const properties = { [version]: { type: 'string' } }
    const gvk = [{ group: '', version: 'v1', kind: 'ConfigMap' }]
    const schemas = { ConfigMap: { properties, 'x-kubernetes-group-version-kind': gvk } }
    const index = { paths: { 'api/v1': { serverRelativeURL: version } } }
    response.end(JSON.stringify(incoming.url === '/openapi/v3' ? index : { components: { schemas } }))
  }
  const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    get = await load()
  })
  afterAll(() => {
    vi.useRealTimers()
    vi.unstubAllEnvs()
  })

  it('is not there while the cluster is away, and is asked for again', async () => {
    wire.handle = (incoming) => incoming.socket.destroy()
    expect(await failure(get(scope))).toMatchObject({ code: 'cluster_unreachable' })
    wire.handle = answers
    expect((await get(scope)).json).toContain('"one"')
  })

  it('is read once for all who ask, and again when the cluster changed', async () => {
    wire.handle = answers
    pass(61_000)
    const former = await get(scope)
    expect(wire.recorded).toEqual(['GET /openapi/v3'])
    version = 'two'
    expect((await get(scope)).json).toContain('"one"')
    pass(61_000)
    wire.recorded.length = 0
    const [schema, same] = await Promise.all([get(scope), get(scope)])
    expect(schema).toBe(same)
    expect(schema.json).toContain('"two"')
    expect(schema.etag).not.toBe(former.etag)
    expect(wire.recorded).toHaveLength(4)
  })

  it('stays while the cluster is away', async () => {
    wire.handle = (incoming) => incoming.socket.destroy()
    pass(61_000)
    expect((await get(scope)).json).toContain('"two"')
  })
})
