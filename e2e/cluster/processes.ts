import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A process by its number and start, so that a number used again is never taken for it. */
export interface ProcessMark {
  readonly name: string
  readonly pid: number
  readonly start: string
}

interface CommandOptions {
  readonly input?: string
  readonly limitMs?: number
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal | undefined
}

/** Runs a command to its end and gives what it printed. Rejects with the end of its error output, or when it takes too long. */
export function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { input, limitMs = 60_000, env, signal } = options
  return new Promise((resolve, reject) => {
    const settings = {
      maxBuffer: 64 * 1024 * 1024,
      timeout: limitMs,
      killSignal: 'SIGKILL',
      env,
      signal,
    } as const
    const child = execFile(command, [...args], settings, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout)
      const reason = error.killed
        ? `took longer than ${limitMs / 1000} s`
        : stderr.trim().slice(-4000) || error.message
      reject(new Error(`${basename(command)} ${args.slice(0, 4).join(' ')}: ${reason}`, { cause: error }))
    })
    // A command may end without reading all of its input; its exit code tells more than EPIPE.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input ?? '')
  })
}

export function output(command: string, ...args: string[]): Promise<string> {
  return run(command, args)
}

export function markOf(name: string, pid: number): ProcessMark | null {
  const start = startOf(pid)
  return start === null ? null : { name, pid, start }
}

export function isAlive({ pid, start }: ProcessMark): boolean {
  return startOf(pid) === start
}

export function signalProcess(mark: ProcessMark, signal: NodeJS.Signals): void {
  if (!isAlive(mark)) return
  try {
    process.kill(mark.pid, signal)
  } catch (error) {
    // It ended between the look and the signal.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Ends a process: asked first, killed when it is still there after `graceMs`. */
export async function endProcess(mark: ProcessMark, graceMs = 4000): Promise<void> {
  if (graceMs > 0) {
    signalProcess(mark, 'SIGTERM')
    const isGone = await until(() => !isAlive(mark), { limitMs: graceMs }).then(
      () => true,
      () => false,
    )
    if (isGone) return
  }
  signalProcess(mark, 'SIGKILL')
  await until(() => !isAlive(mark), { limitMs: 10_000, what: `the end of ${mark.name} (${mark.pid})` })
}

interface Wait {
  readonly limitMs: number
  readonly what?: string
  readonly signal?: AbortSignal | undefined
}

/** Looks every 50 ms until it holds. Rejects after `limitMs`, or when the signal says so. */
export async function until(holds: () => boolean | Promise<boolean>, wait: Wait): Promise<void> {
  const end = performance.now() + wait.limitMs
  while (!(await holds())) {
    wait.signal?.throwIfAborted()
    if (performance.now() > end)
      throw new Error(`Waited ${wait.limitMs / 1000} s for ${wait.what ?? 'a condition'}`)
    await sleep(50)
  }
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

/** Field 22 of /proc/<pid>/stat; null when there is no such process, or only its unread end. */
export function startOf(pid: number): string | null {
  const stat = readProcess(`${pid}/stat`)
  if (stat === '') return null
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? null : (fields[19] ?? null)
}

export function childrenOf({ pid }: ProcessMark): number[] {
  return readProcess(`${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
}

/** As it was called: the first word of its command line. */
export function programOf(pid: number): string {
  return readProcess(`${pid}/cmdline`).split('\0')[0] ?? ''
}

/** Empty when there is no such process. */
function readProcess(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return ''
  }
}
