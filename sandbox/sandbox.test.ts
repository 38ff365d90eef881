import { KubeConfig } from '@kubernetes/client-node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Cluster } from '../lib/kubernetes/cluster.ts'
import { createObject, getObject } from '../lib/kubernetes/objects.ts'
import type { NamespaceName, ObjectName } from '../lib/names.ts'
import { everything } from './api/access.ts'
import { Clock } from './clock.ts'
import { outcome } from './contract/target.ts'
import { furnish } from './furnish.ts'
import { linesBetween, timeOf } from './pods/log-lines.ts'
import { Sandbox } from './sandbox.ts'
import { storyLength, tellStory } from './seeds/story.ts'

const users = new Map([['token', { name: 'admin', groups: [], rules: [everything] }]])
const namespace = 'default' as NamespaceName
const config = { metadata: { name: 'a' }, data: { key: 'value' } }

describe('a fault', () => {
  let sandbox: Sandbox
  let cluster: Cluster
  beforeEach(async () => {
    sandbox = new Sandbox({ users })
    furnish(sandbox.api)
    const server = `http://127.0.0.1:${await sandbox.listen(0)}`
    const kubeconfig = new KubeConfig()
    kubeconfig.loadFromOptions({
      clusters: [{ name: 'c', server, skipTLSVerify: true }],
      users: [{ name: 'u', token: 'token' }],
      contexts: [{ name: 'c', cluster: 'c', user: 'u' }],
    })
    cluster = new Cluster('c', () => kubeconfig)
  })
  afterEach(() => sandbox.close())

  const create = () => outcome(createObject(cluster, 'configmaps', namespace, config))
  const read = () => outcome(getObject(cluster, 'configmaps', namespace, 'a' as ObjectName))

  it('loses a call before anything is done', async () => {
    sandbox.faults.plan({ kind: 'drop' })
    expect(await create()).toBe('cluster_unreachable')
    expect(await read()).toBe('not_found')
  })

  it('loses the answer to what was done', async () => {
    sandbox.faults.plan({ kind: 'lose' }, ({ method }) => method === 'POST')
    expect(await create()).toBe('cluster_unreachable')
    expect(await read()).toBe('ok')
  })

  it('refuses as often as it is told to', async () => {
    sandbox.faults.plan({ kind: 'refuse', code: 429, headers: { 'retry-after': '1' } }, () => true, 2)
    expect([await read(), await read(), await read()]).toEqual([
      'cluster_throttled',
      'cluster_throttled',
      'not_found',
    ])
  })
})

describe('the examples', () => {
  const now = Date.parse('2026-01-15T12:00:00Z')
  const sandbox = new Sandbox({ users, clock: new Clock(1, now - storyLength) })
  tellStory(sandbox.api, sandbox.queue, now)
  const setOf = (place: string, name: string) => sandbox.api.get('statefulsets', place, name)
  const containerOf = (place: string, name: string) =>
    sandbox.api.get('pods', place, name).status?.containerStatuses?.[0]

  it('have a healthy quorum', () => {
    expect(setOf('shop', 'orders-db').status).toMatchObject({ readyReplicas: 3, updatedReplicas: 3 })
    const budget = sandbox.api.get('poddisruptionbudgets', 'shop', 'orders-db')
    expect(budget.status).toMatchObject({ currentHealthy: 3, desiredHealthy: 2, disruptionsAllowed: 1 })
  })

  it('have a canary half-way', () => {
    const { status } = setOf('shop', 'cart-cache')
    expect(status).toMatchObject({ readyReplicas: 4, updatedReplicas: 2, currentReplicas: 2 })
    expect(status?.currentRevision).not.toBe(status?.updateRevision)
  })

  it('have a rollout that is stuck at its first pod', () => {
    expect(setOf('shop', 'search').status).toMatchObject({ readyReplicas: 2, updatedReplicas: 1 })
    expect(containerOf('shop', 'search-2')?.state?.waiting?.reason).toMatch(/ImagePull/)
  })

  it('have claims that are left over', () => {
    expect(setOf('shop', 'sessions').status).toMatchObject({ replicas: 0 })
    expect(setOf('shop', 'orders-db').spec?.replicas).toBe(3)
    const claims = sandbox.api.store
      .list('persistentvolumeclaims', 'shop')
      .map(({ metadata }) => metadata.name)
    const kept = ['data-sessions-0', 'data-sessions-1', 'data-sessions-2']
    const leftOver = ['data-orders-db-3', 'data-orders-db-4']
    expect(claims).toEqual(expect.arrayContaining([...kept, ...leftOver]))
  })

  it('have what is killed at its limit, what waits for a Secret, and what is not ready', () => {
    expect(containerOf('analytics', 'importer-0')?.lastState?.terminated?.reason).toBe('OOMKilled')
    expect(containerOf('payments', 'settlement-0')?.state?.waiting?.message).toBe(
      'secret "settlement-api" not found',
    )
    expect(containerOf('analytics', 'warehouse-0')).toMatchObject({ ready: false, restartCount: 0 })
  })
})

describe('the log of a program that says much', () => {
  it('has its last lines without all that came before', () => {
    const startedAt = Date.parse('2026-01-10T12:00:00Z')
    const until = startedAt + 5 * 24 * 3_600_000
    const lines = (from: number) => [
      ...linesBetween({ style: 'noisy', echoes: [], seed: 'a', startedAt, from, until }),
    ]
    const tail = lines(until - timeOf('noisy', 1000))
    expect(tail.length).toBeGreaterThanOrEqual(1000)
    expect(tail.length).toBeLessThan(1010)
  })
})
