import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { forkSandbox } from '../scripts/sandbox.mjs'
import type { Figures } from './figures.ts'
import { readMemory } from './measure.ts'
import { nameOf, namespaceOf, namespaces } from './seed.ts'

const sets = 1000
const podsEach = 3
const writers = 16

/** A sandbox with many sets: how long until their pods run, until it is up again with them, and what it takes. */
export async function measureSandbox(): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'ordinal-bench-'))
  try {
    const start = performance.now()
    const empty = await forkSandbox(folder)
    const first = performance.now() - start
    const made = await makeSets(empty.kubeconfig)
    await empty.stop()
    const began = performance.now()
    const full = await forkSandbox(folder)
    await countReady(full.kubeconfig)
    const again = performance.now() - began
    await sleep(10_000)
    const memory = readMemory(full.pid)
    await full.stop()
    return {
      'first start, s': first / 1000,
      '1,000 sets made and their pods ready, s': made / 1000,
      'start with 1,000 sets, until they are listed, s': again / 1000,
      'memory with 1,000 sets, MB': memory,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function makeSets(kubeconfig: string): Promise<number> {
  const start = performance.now()
  for (const name of namespaces) await call(kubeconfig, '/api/v1/namespaces', { metadata: { name } })
  let next = 0
  const write = async () => {
    for (let index = next++; index < sets; index = next++) {
      const path = `/apis/apps/v1/namespaces/${namespaceOf(index)}/statefulsets`
      await call(kubeconfig, path, manifest(nameOf(index)))
    }
  }
  await Promise.all(Array.from({ length: writers }, write))
  while ((await countReady(kubeconfig)) < sets) await sleep(250)
  return performance.now() - start
}

/** How many of the sets have all their pods. */
async function countReady(kubeconfig: string): Promise<number> {
  const { items } = await call(kubeconfig, '/apis/apps/v1/statefulsets')
  return items.filter(
    ({ metadata, status }) => metadata.name.startsWith('set-') && status?.readyReplicas === podsEach,
  ).length
}

function manifest(name: string): object {
  const labels = { app: name }
  const main = {
    ...{ name: 'main', image: 'postgres:17.2', ports: [{ name: 'client', containerPort: 5432 }] },
    readinessProbe: { tcpSocket: { port: 'client' } },
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '512Mi' } },
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
  }
  const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } }
  return {
    metadata: { name, labels },
    spec: {
      ...{ replicas: podsEach, serviceName: name, selector: { matchLabels: labels } },
      template: { metadata: { labels }, spec: { containers: [main] } },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim }],
    },
  }
}

interface Answer {
  readonly items: readonly {
    readonly metadata: { readonly name: string }
    readonly status?: { readonly readyReplicas?: number }
  }[]
}

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: { readonly server: string } }]
  readonly users: readonly { readonly name: string; readonly user: { readonly token: string } }[]
}

/** As administrator: a GET, or a POST of a body. Throws on any other status than 2xx. */
async function call(kubeconfig: string, path: string, body?: object): Promise<Answer> {
  const config = JSON.parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig
  const token = config.users.find(({ name }) => name === 'admin')?.user.token
  const headers = { authorization: `Bearer ${token}` }
  const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(config.clusters[0].cluster.server + path, { headers, ...post })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}
