import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './cluster/places.ts'
import { endProcess, freePort, startOf } from './cluster/processes.ts'

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

/** As `npm start` starts it where there is no cluster: beside a sandbox of its own. */
export async function startSandboxed(): Promise<Ordinal & { readonly home: string }> {
  const home = mkdtempSync(join(tmpdir(), 'ordinal-home-'))
  const ordinal = await startOrdinal({ HOME: home, KUBECONFIG: '' }, 'scripts/start.mjs')
  const stop = async () => {
    await ordinal.stop()
    rmSync(home, { recursive: true })
  }
  return { ...ordinal, home, stop }
}

/** The built Ordinal, ready: with an empty database and its set-up link printed, or where `settings` say it was. */
export async function startOrdinal(
  settings: Readonly<Record<string, string>>,
  script = 'server.ts',
): Promise<Ordinal> {
  const isNew = settings.ORDINAL_DATA === undefined
  const data = settings.ORDINAL_DATA ?? mkdtempSync(join(tmpdir(), 'ordinal-e2e-'))
  const port = settings.PORT ?? (await freePort())
  const server = run({ ORDINAL_DATA: data, PORT: String(port), ...settings }, script)
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

function run(settings: Readonly<Record<string, string>>, script = 'server.ts'): ChildProcess {
  const env = { ...process.env, NODE_ENV: 'production' as const, NODE_NO_WARNINGS: '1', DATABASE_URL: '' }
  return spawn(process.execPath, [join(root, script)], {
    cwd: root,
    env: { ...env, LOG_LEVEL: 'silent', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
