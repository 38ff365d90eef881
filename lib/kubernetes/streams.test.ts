import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ContainerName, ObjectName } from '../names.ts'
import { Cluster } from './cluster.ts'
import { readKubeconfigFile } from './kubeconfig.ts'
import { openLog } from './logs.ts'
import { listObjects } from './objects.ts'
import { answer, emptyList, failure, type Handler, namespace, Wire } from './testing.ts'
import { openWatch } from './watch.ts'

const wire = Wire.forTests()

describe('a watch', () => {
  const from = { place: namespace, resourceVersion: '1', timeoutSeconds: 60 }
  const collect = async () => {
    const events: unknown[] = []
    const watch = await openWatch(wire.cluster, 'pods', from, AbortSignal.timeout(5000))
    for await (const event of watch) events.push(event)
    return events
  }
  const bytes = (...events: object[]) =>
    Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join(''))

  it('is whole however its bytes are cut', async () => {
    const added = { type: 'ADDED', object: { metadata: { name: '有状态' } } }
    const bookmark = { type: 'BOOKMARK', object: { metadata: { resourceVersion: '7' } } }
    wire.handle = (_request, response) => {
      for (const byte of bytes(added, bookmark)) response.write(Buffer.from([byte]))
      response.end()
    }
    expect(await collect()).toEqual([added, { type: 'BOOKMARK', resourceVersion: '7' }])
    expect(wire.recorded[0]).toContain('allowWatchBookmarks=true')
  })

  it.each<[string, Handler, string]>([
    ['a version gone at the start', answer(410, {}), 'expired'],
    [
      'a version gone on the way',
      (_request, response) =>
        response.end(bytes({ type: 'ERROR', object: { code: 410, reason: 'Expired' } })),
      'expired',
    ],
    ['garbage', (_request, response) => response.end('<html>\n'), 'cluster_failed'],
  ])('%s ends it with a code', async (_name, handler, code) => {
    wire.handle = handler
    expect(await failure(collect())).toMatchObject({ code })
  })
})

describe('credentials', () => {
  it('are read again from the token file when they are refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ordinal-token-'))
    writeFileSync(join(folder, 'token'), 'old\n')
    const name = 'c'
    const file = join(folder, 'config')
    const config = {
      clusters: [{ name, cluster: { server: wire.cluster.server.href, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'u', user: { tokenFile: 'token' } }],
      contexts: [{ name, context: { cluster: name, user: 'u' } }],
      'current-context': name,
    }
    writeFileSync(file, JSON.stringify(config))
    const rotating = new Cluster(name, () => readKubeconfigFile(file))
    const seen: (string | undefined)[] = []
    wire.handle = (incoming, response) => {
      seen.push(incoming.headers.authorization)
      if (incoming.headers.authorization === 'Bearer new') emptyList(incoming, response)
      else answer(401, {})(incoming, response)
    }
    writeFileSync(join(folder, 'token'), 'new\n')
    await listObjects(rotating, 'pods', namespace)
    expect(seen).toEqual(['Bearer old', 'Bearer new'])
    rmSync(folder, { recursive: true })
  })
})

describe('certificates', () => {
  it('are read again when their file changes, and connections are kept until then', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ordinal-ca-'))
    const ca = join(folder, 'ca.crt')
    writeFileSync(ca, 'one')
    const config = {
      clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:9', 'certificate-authority': ca } }],
      users: [{ name: 'u', user: {} }],
      contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
    }
    writeFileSync(join(folder, 'config'), JSON.stringify(config))
    const rotating = new Cluster('c', () => readKubeconfigFile(join(folder, 'config')))
    const first = await rotating.dispatcher()
    expect(await rotating.dispatcher()).toBe(first)
    writeFileSync(ca, 'two')
    utimesSync(ca, new Date(), new Date(Date.now() + 1000))
    expect(await rotating.dispatcher()).not.toBe(first)
    expect(String((await rotating.tls()).ca)).toBe('two')
    rmSync(folder, { recursive: true })
  })
})

describe('a log', () => {
  it('that nobody reads is not sent', async () => {
    let sent = 0
    wire.handle = (_request, response) => {
      const push = () => {
        while (response.write(Buffer.alloc(64 * 1024))) sent += 64 * 1024
      }
      response.on('drain', push)
      response.on('close', () => response.destroy())
      push()
    }
    const log = {
      namespace,
      pod: 'p' as ObjectName,
      container: 'c' as ContainerName,
      follow: true,
      tailLines: 1,
    }
    const gone = new AbortController()
    const reader = (await openLog(wire.cluster, log, gone.signal)).getReader()
    await reader.read()
    // The sender has stopped when two looks, a round trip apart, see the same.
    let before = -1
    for (let looks = 0; looks < 200 && before !== sent; looks++) {
      before = sent
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(sent).toBeLessThan(16 * 1024 * 1024)
    gone.abort()
    await reader.read().catch(() => undefined)
  })
})
