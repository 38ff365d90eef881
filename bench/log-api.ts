import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A cluster at the wire with one set, whose pods write as its name says: no node writes evenly enough to be measured by. */
export interface LogApi {
  readonly url: string
  readonly kubeconfig: string
  stop(): void
}

export const namespace = 'logs'
/** Lines a second of those pods that go on writing. */
const linesPerSecond: Readonly<Record<string, number>> = { busy: 10_000, storm: 50_000 }
/** Lines that `long-0` has written already. */
export const longLines = 1_000_000

const sets = ['busy', 'long', 'quiet', 'storm'] as const
const tickMs = 20

export async function startLogApi(): Promise<LogApi> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://api')
    const pod = /\/pods\/([^/]+)\/log$/.exec(url.pathname)?.[1]
    if (pod !== undefined) writeLog(pod, url, response)
    else if (url.searchParams.has('watch')) response.writeHead(200).flushHeaders()
    else answerObjects(request, url, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const folder = mkdtempSync(join(tmpdir(), 'ordinal-bench-log-'))
  const kubeconfig = join(folder, 'kubeconfig')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const config = {
    clusters: [{ name: 'bench', cluster: { server: address, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'ordinal', user: { token: 'ordinal' } }],
    contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'ordinal' } }],
    'current-context': 'bench',
  }
  writeFileSync(kubeconfig, JSON.stringify(config), { mode: 0o600 })
  const stop = () => {
    server.close()
    server.closeAllConnections()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: address, kubeconfig, stop }
}

function answerObjects(_request: IncomingMessage, url: URL, response: ServerResponse): void {
  const [resource = '', name] = url.pathname.split('/').slice(url.pathname.includes('/namespaces/') ? -2 : -1)
  const kind = resource === 'namespaces' || resource === namespace ? (name ?? '') : resource
  const all = objects(kind)
  const wanted = /metadata\.name=([^,]+)/.exec(url.searchParams.get('fieldSelector') ?? '')?.[1]
  const items = all.filter(({ metadata }) => wanted === undefined || metadata.name === wanted)
  const one = objects(resource).find(({ metadata }) => metadata.name === name)
  response.setHeader('Content-Type', 'application/json')
  response.end(JSON.stringify(one ?? { metadata: { resourceVersion: '1' }, items }))
}

function objects(resource: string): { metadata: { name: string } }[] {
  if (resource === 'statefulsets') return sets.map(toSet)
  return resource === 'pods' ? sets.map(toPod) : []
}

const metadata = (name: string) => ({
  name,
  namespace,
  uid: `uid-${name}`,
  resourceVersion: '1',
  generation: 1,
})
const template = { spec: { containers: [{ name: 'main', image: 'main:1' }] } }

function toSet(name: string) {
  const status = { replicas: 1, readyReplicas: 1, observedGeneration: 1, updateRevision: `${name}-1` }
  return { metadata: metadata(name), spec: { replicas: 1, serviceName: '', selector: {}, template }, status }
}

function toPod(set: string) {
  const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: set, uid: `uid-${set}`, controller: true }
  const running = { state: { running: { startedAt: new Date().toISOString() } }, ready: true, started: true }
  const containers = [{ name: 'main', image: 'main:1', imageID: '', restartCount: 0, ...running }]
  const labels = { 'controller-revision-hash': `${set}-1` }
  return {
    metadata: { ...metadata(`${set}-0`), labels, ownerReferences: [owner] },
    spec: { nodeName: 'node', ...template.spec },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: containers,
    },
  }
}

/** As a node does: what was written, then what is written from now on, no faster than it is read. */
function writeLog(pod: string, url: URL, response: ServerResponse): void {
  response.writeHead(200).flushHeaders()
  const asked = Number(url.searchParams.get('tailLines') ?? longLines)
  let number = 0
  const lines = (count: number) => {
    const at = new Date().toISOString().slice(0, 19)
    const texts = Array.from({ length: count }, () => {
      number++
      const nanos = String(number % 1_000_000_000).padStart(9, '0')
      return `${at}.${nanos}Z INFO request ${number} of 10.0.0.${number % 250} was served in ${number % 97} ms\n`
    })
    return texts.join('')
  }
  const past = pod.startsWith('long') ? Math.min(asked, longLines) : 100
  const writePast = () => {
    while (number < past && response.write(lines(Math.min(2000, past - number))));
    if (number < past) response.once('drain', writePast)
    else if (url.searchParams.get('follow') !== 'true') response.end()
  }
  writePast()
  const rate = linesPerSecond[pod.replace(/-0$/, '')]
  if (rate === undefined) return
  const startedAt = performance.now()
  const timer = setInterval(() => {
    if (response.writableNeedDrain) return
    const due = Math.floor(((performance.now() - startedAt) / 1000) * rate) + past - number
    if (due > 0) response.write(lines(Math.min(due, rate)))
  }, tickMs)
  response.on('close', () => clearInterval(timer))
}
