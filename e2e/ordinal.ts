import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './cluster/places.ts'
import { endProcess, freePort, startOf } from './cluster/processes.ts'
import type { FreshClone } from './fresh-clone.ts'

export interface Ordinal {
  readonly url: string
  readonly setupLink: string
  readonly data: string
  readonly pid: number
  readonly port: string
  /** What it has printed so far. */
  said(): string
  /** As a machine that loses its power does. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** What is started, and in which folder. */
interface Program {
  readonly command: readonly [string, ...string[]]
  readonly folder: string
}

const ownProgram = (script: string): Program => ({
  command: [process.execPath, join(root, script)],
  folder: root,
})

/** As `npm start` starts it where there is no cluster: beside a sandbox of its own; in a fresh clone from nothing. */
export async function startSandboxed(clone?: FreshClone): Promise<Ordinal & { readonly home: string }> {
  const home = mkdtempSync(join(tmpdir(), 'ordinal-home-'))
  const script = 'scripts/start.mjs'
  const program: Program =
    clone === undefined ? ownProgram(script) : { command: ['node', script], folder: clone.folder }
  const ordinal = await startOrdinal({ HOME: home, KUBECONFIG: '', ...clone?.environment }, program)
  const stop = async () => {
    await ordinal.stop()
    rmSync(home, { recursive: true })
  }
  return { ...ordinal, home, stop }
}

/** The built Ordinal, ready: with an empty database and its set-up link printed, or where `settings` say it was. */
export async function startOrdinal(
  settings: Readonly<Record<string, string>>,
  program = ownProgram('server.ts'),
): Promise<Ordinal> {
  const isNew = settings.ORDINAL_DATA === undefined
  const data = settings.ORDINAL_DATA ?? mkdtempSync(join(tmpdir(), 'ordinal-e2e-'))
  const port = settings.PORT ?? (await freePort())
  const server = run({ ORDINAL_DATA: data, PORT: String(port), ...settings }, program)
  server.stderr?.pipe(process.stderr)
  const mark = { name: 'ordinal', pid: server.pid ?? 0, start: startOf(server.pid ?? 0) ?? '' }
  let printed = ''
  server.stderr?.on('data', (part: Buffer) => {
    printed += part.toString()
  })
  const setupLink = await new Promise<string>((resolve, reject) => {
    server.stdout?.on('data', (part: Buffer) => {
      printed += part.toString()
      const said = isNew ? /http:\/\/\S+\/join\/\S+/ : /http:\/\/\S+/
      const link = said.exec(printed)?.[0]
      if (link !== undefined) resolve(link)
    })
    server.once('exit', (code) => reject(new Error(`Ordinal ended with ${code}\n${printed}`)))
  })
  const kill = () => endProcess(mark, 0)
  const stop = async () => {
    await endProcess(mark, 25_000)
    rmSync(data, { recursive: true, force: true })
  }
  return {
    url: `http://localhost:${port}`,
    setupLink,
    data,
    pid: server.pid ?? 0,
    port: String(port),
    said: () => printed,
    kill,
    stop,
  }
}

/** Starts Ordinal where it cannot run; gives its exit code and what it said. */
export async function refuseOrdinal(settings: Readonly<Record<string, string>>) {
  const server = run({ PORT: String(await freePort()), ...settings })
  let said = ''
  server.stderr?.on('data', (part: Buffer) => {
    said += part.toString()
  })
  const code = await new Promise<number | null>((resolve) => server.once('close', resolve))
  return { code, said }
}

function run(
  settings: Readonly<Record<string, string>>,
  { command: [command, ...args], folder }: Program = ownProgram('server.ts'),
): ChildProcess {
  const env = { ...process.env, NODE_ENV: 'production' as const, NODE_NO_WARNINGS: '1', DATABASE_URL: '' }
  return spawn(command, args, {
    cwd: folder,
    env: { ...env, LOG_LEVEL: 'silent', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
