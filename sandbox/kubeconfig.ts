import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cannotWrite } from './api/state-file.ts'

interface Tokens {
  readonly admin: string
  readonly ordinal: string
}

interface Kubeconfig {
  readonly users: readonly { readonly name: string; readonly user: { readonly token: string } }[]
}

const fileName = 'kubeconfig'

/** Those of the last time, so that who is connected stays so; new ones where none can be read. */
export function readTokens(folder: string): Tokens {
  const { users } = read(join(folder, fileName))
  const tokenOf = (name: string) =>
    users.find((one) => one.name === name)?.user.token ?? randomBytes(24).toString('hex')
  return { admin: tokenOf('admin'), ordinal: tokenOf('ordinal') }
}

function read(path: string): Kubeconfig {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Kubeconfig
  } catch {
    return { users: [] }
  }
}

/**
 * JSON is YAML too. Ordinal's account is the one in use; the administrator's is for looking around. Gives the path: it is
 * in a folder of its own where the given one cannot be written to. Throws when that cannot be, either.
 */
export function writeKubeconfig(
  folder: string,
  server: string,
  tokens: Tokens,
  say: (sentence: string) => void,
): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'sandbox',
    clusters: [{ name: 'sandbox', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: Object.entries(tokens).map(([name, token]) => ({ name, user: { token } })),
    contexts: [{ name: 'sandbox', context: { cluster: 'sandbox', user: 'ordinal' } }],
  }
  const text = JSON.stringify(config, null, 2)
  try {
    mkdirSync(folder, { recursive: true })
    return write(folder, text)
  } catch (error) {
    const path = write(mkdtempSync(join(tmpdir(), 'ordinal-sandbox-')), text)
    say(`${cannotWrite(join(folder, fileName), error)} The kubeconfig is ${path}.`)
    return path
  }
}

function write(folder: string, text: string): string {
  const path = join(folder, fileName)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}
