import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBinaries } from '../e2e/cluster/build.ts'
import { binary } from '../e2e/cluster/places.ts'
import { freePort, until } from '../e2e/cluster/processes.ts'

/** An etcd and an apiserver alone: what is written is what is there, and no controller changes it. */
export interface ApiServer {
  readonly kubeconfig: string
  /** As administrator. Gives the answer's text; throws on any other status than 2xx and 409. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<string>
  /** LIST and WATCH calls of Ordinal so far, from the audit log. */
  countReads(): { lists: number; watches: number }
  restart(): Promise<void>
  stop(): void
}

const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['ResponseStarted', 'ResponseComplete', 'Panic'],
  rules: [{ level: 'Metadata', users: ['ordinal'], verbs: ['list', 'watch'] }, { level: 'None' }],
}

export async function startApiServer(say: (sentence: string) => void): Promise<ApiServer> {
  await buildBinaries(say)
  const folder = mkdtempSync(join(tmpdir(), 'ordinal-bench-'))
  const file = (name: string) => join(folder, name)
  const [etcdPort, peerPort, port] = [await freePort(), await freePort(), await freePort()]
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeFileSync(file('sa.key'), privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 })
  writeFileSync(file('tokens.csv'), 'admin,admin,1,"system:masters"\nordinal,ordinal,2,"system:masters"\n')
  writeFileSync(file('audit.json'), JSON.stringify(auditPolicy))
  writeFileSync(file('audit.log'), '')
  const kubeconfig = {
    clusters: [
      { name: 'bench', cluster: { server: `https://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } },
    ],
    users: [{ name: 'ordinal', user: { token: 'ordinal' } }],
    contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'ordinal' } }],
    'current-context': 'bench',
  }
  writeFileSync(file('kubeconfig'), JSON.stringify(kubeconfig), { mode: 0o600 })

  const start = (name: string, args: string[]): ChildProcess => {
    const log = openSync(file(`${name}.log`), 'a')
    return spawn(binary(name), args, { stdio: ['ignore', log, log] })
  }
  const client = `http://127.0.0.1:${etcdPort}`
  const peer = `http://127.0.0.1:${peerPort}`
  const etcd = start('etcd', [
    ...['--unsafe-no-fsync', `--data-dir=${file('etcd')}`, '--quota-backend-bytes=4294967296'],
    ...[`--listen-client-urls=${client}`, `--advertise-client-urls=${client}`],
    ...[
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
    ],
  ])
  const startApi = () =>
    start('kube-apiserver', [
      ...[
        '--bind-address=127.0.0.1',
        `--secure-port=${port}`,
        `--cert-dir=${file('certs')}`,
        `--etcd-servers=${client}`,
      ],
      ...[
        '--service-account-issuer=https://kubernetes.default.svc',
        `--service-account-key-file=${file('sa.key')}`,
      ],
      ...[`--service-account-signing-key-file=${file('sa.key')}`, `--token-auth-file=${file('tokens.csv')}`],
      ...['--authorization-mode=RBAC', '--disable-admission-plugins=ServiceAccount'],
      ...[
        '--enable-priority-and-fairness=false',
        '--max-requests-inflight=3000',
        '--max-mutating-requests-inflight=2000',
      ],
      ...[`--audit-policy-file=${file('audit.json')}`, `--audit-log-path=${file('audit.log')}`],
    ])
  let api = startApi()
  const agent = new Agent({ keepAlive: true, maxSockets: 64, rejectUnauthorized: false })
  const call: ApiServer['call'] = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const type = body === undefined ? {} : { 'content-type': 'application/json' }
      const options = {
        method,
        agent,
        headers: { authorization: 'Bearer admin', 'user-agent': 'bench', ...type, ...headers },
      }
      const sent = request(`https://127.0.0.1:${port}${path}`, options, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString()
          const status = answer.statusCode ?? 0
          if (status < 300 || status === 409) resolve(text)
          else reject(new Error(`${method} ${path}: ${status} ${text.slice(0, 300)}`))
        })
      })
      sent.on('error', reject)
      sent.end(body === undefined ? undefined : JSON.stringify(body))
    })
  const isReady = () =>
    call('GET', '/readyz').then(
      () => true,
      () => false,
    )
  const ready = () => until(isReady, { what: 'the apiserver', limitMs: 90_000 })
  const stop = () => {
    for (const part of [api, etcd]) part.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', stop)
  await ready()
  return {
    kubeconfig: file('kubeconfig'),
    call,
    countReads: () => {
      const lines = readFileSync(file('audit.log'), 'utf8').split('\n')
      const count = (verb: string) => lines.filter((line) => line.includes(`"verb":"${verb}"`)).length
      return { lists: count('list'), watches: count('watch') }
    },
    restart: async () => {
      api.kill('SIGKILL')
      await new Promise((resolve) => api.once('exit', resolve))
      api = startApi()
      await ready()
    },
    stop,
  }
}
