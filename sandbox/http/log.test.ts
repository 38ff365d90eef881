import { text } from 'node:stream/consumers'
import { KubeConfig } from '@kubernetes/client-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Cluster } from '../../lib/kubernetes/cluster.ts'
import { type LogWindow, openLog } from '../../lib/kubernetes/logs.ts'
import { getObject } from '../../lib/kubernetes/objects.ts'
import type { ContainerName, NamespaceName, ObjectName } from '../../lib/names.ts'
import { everything } from '../api/access.ts'
import { Clock } from '../clock.ts'
import { Sandbox } from '../sandbox.ts'
import { storyLength, tellStory } from '../seeds/story.ts'

const mebibyte = 1024 * 1024
const users = new Map([['token', { name: 'admin', groups: [], rules: [everything] }]])

describe('the log of a program that says much for days', () => {
  const now = Date.now()
  const sandbox = new Sandbox({ users, clock: new Clock(1, now - storyLength) })
  let cluster: Cluster
  beforeAll(async () => {
    tellStory(sandbox.api, sandbox.queue, now)
    const server = `http://127.0.0.1:${await sandbox.listen(0)}`
    const config = new KubeConfig()
    config.loadFromOptions({
      clusters: [{ name: 'c', server, skipTLSVerify: true }],
      users: [{ name: 'u', token: 'token' }],
      contexts: [{ name: 'c', cluster: 'c', user: 'u' }],
    })
    cluster = new Cluster('c', () => config)
  })
  const stop = new AbortController()
  afterAll(async () => {
    stop.abort()
    await sandbox.close()
  })

  const noisy = {
    namespace: 'payments' as NamespaceName,
    pod: 'gateway-queue-0' as ObjectName,
    container: 'main' as ContainerName,
  }
  const open = (window: LogWindow & { limitBytes?: number }) =>
    openLog(cluster, { ...noisy, ...window }, stop.signal)
  const read = async (window: LogWindow & { limitBytes?: number }) => text(await open(window))

  it.each([
    ['as a whole', {}],
    ['of a day', { sinceTime: new Date(now - 24 * 3_600_000).toISOString() }],
  ])('is as large as a kubelet lets it become, %s', async (_name, window) => {
    const whole = await read(window)
    expect(whole.length).toBeGreaterThan(5 * mebibyte)
    expect(whole.length).toBeLessThan(11 * mebibyte)
    expect(whole.endsWith('\n')).toBe(true)
    const times = whole
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(0, line.indexOf(' ')))
    expect(times).toEqual(times.toSorted())
  })

  it('waits for a reader that is slow, and others are answered meanwhile', async () => {
    const slow = (await open({})).getReader()
    await slow.read()
    const name = noisy.pod
    expect((await getObject(cluster, 'pods', noisy.namespace, name)).metadata.name).toBe(name)
    await slow.cancel()
  })

  it('can be cut after some bytes', async () => {
    expect((await read({ tailLines: 100, limitBytes: 1000 })).length).toBe(1000)
  })
})
