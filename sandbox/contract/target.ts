import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { KubeConfig } from '@kubernetes/client-node'
import { afterAll, beforeAll, describe, vi } from 'vitest'
import { runFiles } from '../../e2e/cluster/places.ts'
import { findSharedRun, type Run } from '../../e2e/cluster/runs.ts'
import { isAppError } from '../../lib/errors.ts'
import { Cluster } from '../../lib/kubernetes/cluster.ts'
import { createObject } from '../../lib/kubernetes/objects.ts'
import type { ResourcePath } from '../../lib/kubernetes/path.ts'
import { request } from '../../lib/kubernetes/request.ts'
import type { PersistentVolumeClaim } from '../../lib/kubernetes/types.ts'
import type { NamespaceName, ObjectName } from '../../lib/names.ts'
import { Clock } from '../clock.ts'
import { furnish } from '../furnish.ts'
import { Sandbox } from '../sandbox.ts'
import { makeUsers } from '../users.ts'

/** How much faster than in life things happen in the sandbox. */
const pace = 0.05

interface Credentials {
  readonly admin: Cluster
  readonly ordinal: Cluster
  /** Comes with a token that nobody gave out. */
  readonly stranger: Cluster
  /** Whether disks grow by themselves: that is the work of a storage driver, and the test cluster has none that does. */
  readonly hasResizer: boolean
  /** Nobody can go back to what was before a version any more, as after five minutes. */
  readonly forget: (version: string) => Promise<unknown>
  readonly close: () => Promise<void>
}

/** The cluster that the cases of a file run against. */
export class Target {
  /** The namespaces that were made, to be removed at the end. */
  readonly #namespaces: NamespaceName[] = []
  #credentials: Credentials | undefined

  async open(start: () => Promise<Credentials>): Promise<void> {
    this.#credentials = await start()
  }

  async close(): Promise<void> {
    for (const name of this.#namespaces) await this.send('DELETE', `/api/v1/namespaces/${name}`)
    await this.#credentials?.close()
  }

  /** What Ordinal may do, and nothing else. */
  get ordinal(): Cluster {
    return this.#open.ordinal
  }

  get admin(): Cluster {
    return this.#open.admin
  }

  get stranger(): Cluster {
    return this.#open.stranger
  }

  forget(version: string): Promise<unknown> {
    return this.#open.forget(version)
  }

  get #open(): Credentials {
    if (this.#credentials === undefined) throw new Error('the target is not open')
    return this.#credentials
  }

  /** A new namespace, made as Ordinal makes those of projects, with all that controllers put into it. */
  async namespace(labels: object = {}): Promise<NamespaceName> {
    const name = `contract-${randomBytes(4).toString('hex')}` as NamespaceName
    await createObject(this.ordinal, 'namespaces', null, { metadata: { name, labels } })
    this.#namespaces.push(name)
    for (const own of ['serviceaccounts/default', 'configmaps/kube-root-ca.crt'])
      await vi.waitFor(() => this.send('GET', `/api/v1/namespaces/${name}/${own}`), patience)
    return name
  }

  /** Plays the storage driver where there is none. */
  async growDisk(namespace: NamespaceName, claim: ObjectName, storage: string): Promise<void> {
    if (this.#open.hasResizer) return
    const path = `/api/v1/namespaces/${namespace}/persistentvolumeclaims/${claim}`
    const { spec } = await this.send<PersistentVolumeClaim>('GET', path)
    const grow = (path: string, part: object) =>
      this.send('PATCH', path, part, 'application/merge-patch+json')
    await grow(`/api/v1/persistentvolumes/${spec?.volumeName}`, { spec: { capacity: { storage } } })
    await grow(`${path}/status`, { status: { capacity: { storage }, conditions: [] } })
  }

  /** A call that Ordinal does not make, as administrator: what others do to a cluster. */
  async send<T = object>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    contentType?: string,
  ): Promise<T> {
    const [plain = '', search = ''] = path.split('?')
    const { value } = await request<T>(this.admin, {
      method,
      path: plain as ResourcePath,
      query: Object.fromEntries(new URLSearchParams(search)),
      ...(body === undefined ? {} : { body }),
      ...(contentType === undefined ? {} : { contentType }),
    })
    return value
  }
}

/** Longer than anything takes on a machine that has other work. */
export const patience = { timeout: 60_000, interval: 50 }

vi.setConfig({ testTimeout: 120_000 })

/** The same cases on the sandbox and, when one is up in this checkout, on the real cluster: there they are right. */
export function onBothClusters(cases: (target: Target) => void): void {
  describe.each(starts())('%s', (_name, start) => {
    const target = new Target()
    beforeAll(() => target.open(start))
    afterAll(() => target.close())
    cases(target)
  })
}

function starts(): (readonly [name: string, start: () => Promise<Credentials>])[] {
  const run = findSharedRun()
  return [
    ['sandbox', startSandbox],
    ...(run === null ? [] : [['cluster', () => Promise.resolve(joinCluster(run))] as const]),
  ]
}

async function startSandbox(): Promise<Credentials> {
  const sandbox = new Sandbox({
    users: makeUsers({ admin: 'admin', ordinal: 'ordinal' }),
    clock: new Clock(pace),
  })
  furnish(sandbox.api)
  const server = `http://127.0.0.1:${await sandbox.listen(0)}`
  const connect = (token: string) => new Cluster('sandbox', () => plainConfig(server, token))
  return {
    ...{ admin: connect('admin'), ordinal: connect('ordinal'), stranger: connect('nobody') },
    hasResizer: true,
    forget: async () => {
      sandbox.api.store.compact()
      sandbox.pages.clear()
    },
    close: () => sandbox.close(),
  }
}

function plainConfig(server: string, token: string): KubeConfig {
  const config = new KubeConfig()
  config.loadFromOptions({
    clusters: [{ name: 'sandbox', server, skipTLSVerify: true }],
    users: [{ name: 'user', token }],
    contexts: [{ name: 'sandbox', cluster: 'sandbox', user: 'user' }],
    currentContext: 'sandbox',
  })
  return config
}

/** What an API server has its etcd do every five minutes. */
function compact(etcd: string, revision: string): Promise<Response> {
  return fetch(`${etcd}/v3/kv/compaction`, { method: 'POST', body: JSON.stringify({ revision }) })
}

function joinCluster({ folder, state }: Run): Credentials {
  const connect = (user: string, token?: string) =>
    new Cluster('test', () => {
      const config = new KubeConfig()
      config.loadFromString(readFileSync(runFiles(folder).kubeconfig(user), 'utf8'))
      if (token !== undefined) config.users = config.users.map((one) => ({ ...one, token }))
      return config
    })
  return {
    ...{ admin: connect('admin'), ordinal: connect('ordinal'), stranger: connect('ordinal', 'nobody') },
    hasResizer: false,
    forget: (revision) => compact(`http://127.0.0.1:${state.ports.etcd}`, revision),
    close: () => Promise.resolve(),
  }
}

/** How a call ends: `ok`, or Ordinal's code with the fields that it is about. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'ok'
  } catch (error) {
    if (!isAppError(error)) throw error
    const fields = error.fields.filter(({ path }) => path !== '').map(({ path, code }) => `${path} ${code}`)
    // A field may be complained about more than once.
    return [error.code, ...new Set(fields.sort())].join(' | ')
  }
}
