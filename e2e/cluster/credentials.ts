import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runFiles } from './places.ts'
import type { Run } from './runs.ts'

const identities = {
  admin: 'admin,1,"system:masters"',
  'controller-manager': 'system:kube-controller-manager,2,""',
  scheduler: 'system:kube-scheduler,3,""',
  node: 'system:node:node-1,4,"system:nodes"',
  ordinal: 'ordinal,5,""',
} as const

type User = keyof typeof identities
const users = Object.keys(identities) as User[]

/** The accounts of a run: the apiserver's token file, the key of service accounts, and a kubeconfig for each. */
export function writeCredentials({ folder, state }: Run): void {
  const files = runFiles(folder)
  const secret = { mode: 0o600 }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeFileSync(join(files.etc, 'sa.key'), privateKey.export({ type: 'pkcs1', format: 'pem' }), secret)
  const tokens = users.map((user) => ({ user, token: randomBytes(24).toString('hex') }))
  const rows = tokens.map(({ user, token }) => `${token},${identities[user]}\n`)
  writeFileSync(join(files.etc, 'tokens.csv'), rows.join(''), secret)
  for (const { user, token } of tokens) {
    const file = (authority: string) => kubeconfig(state.ports.api, user, token, authority)
    writeFileSync(files.kubeconfig(user), file(files.caFile), secret)
    writeFileSync(join(files.etc, `${user}.kubeconfig`), file('/run/certs/apiserver.crt'), secret)
  }
}

/** The token of a user, for callers that make their own requests. */
export function readToken(folder: string, user: User): string {
  const rows = readFileSync(join(runFiles(folder).etc, 'tokens.csv'), 'utf8').split('\n')
  const row = rows.find((line) => line.endsWith(identities[user]))
  if (row === undefined) throw new Error(`The run has no token of ${user}`)
  return row.slice(0, row.indexOf(','))
}

/** JSON is YAML too, and any program can read it. */
function kubeconfig(port: number, user: User, token: string, authority: string): string {
  const cluster = { server: `https://127.0.0.1:${port}`, 'certificate-authority': authority }
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [{ name: 'test', cluster }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user } }],
  })
}
