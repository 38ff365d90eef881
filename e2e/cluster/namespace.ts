import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { runFiles, systemPath } from './places.ts'
import { childrenOf, markOf, type ProcessMark, programOf, run, until } from './processes.ts'

/** What the parts and the supervisor may know of the environment that started them. */
const environment = {
  PATH: `/run/bin:${systemPath}`,
  HOME: '/run/tmp',
  LANG: 'C.UTF-8',
  NODE_ENV: 'test',
} as const

interface Supervisor {
  readonly mark: ProcessMark
  /** Closing it ends the cluster. */
  readonly lifeline: Writable
}

export function startSupervisor(folder: string): Supervisor {
  for (const name of ['bin', 'tmp', 'lib', 'log', 'etc']) mkdirSync(join(folder, name), { recursive: true })
  const log = openSync(runFiles(folder).log('supervisor'), 'a')
  const child = spawn(process.execPath, [join(import.meta.dirname, 'supervisor.ts'), folder], {
    stdio: ['pipe', log, log],
    detached: true,
    cwd: '/',
    env: { ...environment, PATH: systemPath, NODE_NO_WARNINGS: '1' },
  })
  closeSync(log)
  child.unref()
  const mark = child.pid === undefined ? null : markOf('supervisor', child.pid)
  if (mark === null || child.stdin === null)
    throw new Error('The supervisor of the cluster cannot be started')
  // The cluster may be ended from elsewhere, which breaks this pipe.
  child.stdin.on('error', () => undefined)
  return { mark, lifeline: child.stdin }
}

/** The first process of the namespaces; null until their mounts are made. */
export function findInit(folder: string): ProcessMark | null {
  const { initMark } = runFiles(folder)
  if (!existsSync(initMark)) return null
  const [pid, start = ''] = readFileSync(initMark, 'utf8').trim().split(' ')
  return { name: 'init', pid: Number(pid), start }
}

export async function waitForInit(folder: string, signal?: AbortSignal | undefined): Promise<ProcessMark> {
  await until(() => findInit(folder) !== null, {
    limitMs: 15_000,
    what: 'the namespaces of the cluster',
    signal,
  })
  const init = findInit(folder)
  if (init === null) throw new Error('The first process of the cluster ended')
  return init
}

const enter = (
  init: ProcessMark,
  command: string,
  args: readonly string[],
  network: string | null = null,
) => [
  `--target=${init.pid}`,
  '--mount',
  '--pid',
  ...(network === null ? [] : [`--net=${network}`]),
  '--',
  command,
  ...args,
]

/** Runs a command among the processes of the cluster, where the run folder is /run. */
export function runInside(init: ProcessMark, command: string, ...args: string[]): Promise<string> {
  return run('nsenter', enter(init, command, args), { env: environment, limitMs: 60_000 })
}

/**
 * Starts a part of the cluster with its log in a file. It is a child of the first process, not of nsenter: it lives as
 * long as the namespaces, whoever started it, and nothing outside has to wait for it. (nsenter stops itself when its
 * child is stopped, and a process that is not waited for keeps the namespaces from ending.) `network` is the file of the
 * network namespace that it gets, null the machine's own.
 */
export async function startPart(
  folder: string,
  init: ProcessMark,
  name: string,
  command: readonly string[],
  network: string | null = null,
): Promise<ProcessMark> {
  const log = openSync(runFiles(folder).log(name), 'a')
  const nsenter = spawn('nsenter', enter(init, 'setsid', ['--fork', ...command], network), {
    stdio: ['ignore', log, log],
    cwd: '/',
    env: environment,
  })
  closeSync(log)
  const code = await new Promise((resolve, reject) => nsenter.once('error', reject).once('exit', resolve))
  if (code !== 0) throw new Error(`${name} cannot be started\n${logTail(folder, name)}`)
  const find = () => findPart(init, command[0] ?? '')
  await until(() => find() !== null, { limitMs: 5000 }).catch(() => undefined)
  const part = find()
  if (part === null) throw new Error(`${name} ended at once\n${logTail(folder, name)}`)
  return { ...part, name }
}

/** A part by its program; null when it does not run. */
export function findPart(init: ProcessMark, program: string): ProcessMark | null {
  const pid = childrenOf(init).find((child) => programOf(child) === program)
  return pid === undefined ? null : markOf(program, pid)
}

export function logTail(folder: string, part: string): string {
  const file = runFiles(folder).log(part)
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-25).join('\n') : ''
}
