import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { StateFile } from './api/state-file.ts'
import { Clock } from './clock.ts'
import { Sandbox } from './sandbox.ts'
import { storyLength, tellStory } from './seeds/story.ts'
import { makeUsers } from './users.ts'

/** `node sandbox/main.ts --data FOLDER [--port N]`: runs until it is told to stop, or until who started it is gone. */
const { values } = parseArgs({
  options: { data: { type: 'string', default: '.data/sandbox' }, port: { type: 'string', default: '0' } },
})

async function main(folder: string, port: number): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const tokens = readTokens(join(folder, 'kubeconfig'))
  const clock = new Clock(1, Date.now() - storyLength)
  const sandbox = new Sandbox({ users: makeUsers(tokens), clock })
  const file = new StateFile(join(folder, 'state.json'), sandbox.api.store)
  const isKept = file.load((path) =>
    say(`The sandbox could not read its state. It is set aside as ${path}; the sandbox begins anew.`),
  )
  if (!isKept) tellStory(sandbox.api, sandbox.queue, Date.now())
  if (!isKept) file.write()
  clock.run()
  if (isKept) sandbox.queue.wakeAll(sandbox.api.store)
  file.follow()
  const url = `http://127.0.0.1:${await sandbox.listen(port)}`
  writeKubeconfig(join(folder, 'kubeconfig'), url, tokens)
  say(`The sandbox is ready on ${url}: nothing in it runs for real.`)
  process.send?.({ kubeconfig: join(folder, 'kubeconfig') })
  const stop = () => {
    file.close()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)
}

interface Tokens {
  readonly admin: string
  readonly ordinal: string
}

interface Kubeconfig {
  readonly users: readonly { readonly name: string; readonly user: { readonly token: string } }[]
}

/** Those of the last time, so that who is connected stays so. */
function readTokens(path: string): Tokens {
  const config = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Kubeconfig) : { users: [] }
  const tokenOf = (name: string) =>
    config.users.find((one) => one.name === name)?.user.token ?? randomBytes(24).toString('hex')
  return { admin: tokenOf('admin'), ordinal: tokenOf('ordinal') }
}

/** JSON is YAML too. Ordinal's account is the one in use; the administrator's is for looking around. */
function writeKubeconfig(path: string, server: string, tokens: Tokens): void {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'sandbox',
    clusters: [{ name: 'sandbox', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: Object.entries(tokens).map(([name, token]) => ({ name, user: { token } })),
    contexts: [{ name: 'sandbox', context: { cluster: 'sandbox', user: 'ordinal' } }],
  }
  writeFileSync(path, JSON.stringify(config, null, 2), { mode: 0o600 })
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`)
}

main(values.data, Number(values.port)).catch((error: unknown) => {
  process.stderr.write(
    `The sandbox could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
})
