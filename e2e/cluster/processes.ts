import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { places } from './places.ts'

const execute = promisify(execFile)

/** A process by its number and start, so that a number used again is never taken for it. */
export interface ProcessMark {
  readonly name: string
  readonly pid: number
  readonly start: string
}

/** Runs a command to its end and gives what it printed. Rejects with its error output. */
export async function output(command: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute(command, args, { maxBuffer: 64 * 1024 * 1024 })
  return stdout
}

/** Starts a part of the cluster with its log in a file. */
export function startPart(name: string, command: string, args: readonly string[]): ProcessMark {
  const file = openSync(logFile(name), 'a')
  const child: ChildProcess = spawn(command, [...args], { stdio: ['ignore', file, file], detached: true })
  closeSync(file)
  child.unref()
  child.on('error', () => undefined)
  if (child.pid === undefined) throw new Error(`${command} cannot be started`)
  return { name, pid: child.pid, start: startOf(child.pid) ?? '' }
}

export function logFile(name: string): string {
  return join(places.run, `${name}.log`)
}

export function isAlive({ pid, start }: ProcessMark): boolean {
  return startOf(pid) === start
}

/** Ends a process: asked first, killed when it is still there after `graceMs`. */
export async function endProcess(mark: ProcessMark, graceMs = 4000): Promise<void> {
  if (!isAlive(mark)) return
  process.kill(mark.pid, 'SIGTERM')
  const isGone = await until(() => !isAlive(mark), graceMs).then(
    () => true,
    () => false,
  )
  if (!isGone && isAlive(mark)) process.kill(mark.pid, 'SIGKILL')
  await until(() => !isAlive(mark), 5000, `${mark.name} (${mark.pid}) does not end`)
}

/** Looks every 50 ms until it holds. Rejects after `limitMs`. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  limitMs: number,
  what = 'waited too long',
): Promise<void> {
  const end = performance.now() + limitMs
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(what)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

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
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}
