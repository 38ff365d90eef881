import 'server-only'
import { randomBytes } from 'node:crypto'
import { posix } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RawData, WebSocket } from 'ws'
import type { ProjectScope } from '../auth/scope.ts'
import { makeTicket } from '../auth/tickets.ts'
import { env } from '../env.ts'
import { AppError } from '../errors.ts'
import type { Exec } from '../kubernetes/exec-channels.ts'
import { findTool, readFileFacts } from './file-facts.ts'
import { runProgram, startProgram } from './program.ts'
import type { TransferRefusal } from './protocol.ts'
import type { PrepareUploadInput, UploadPurpose } from './schema.ts'
import { tarEnd, tarHeader } from './tar-header.ts'
import { findRefusal, mayExec } from './target.ts'
import { tell } from './viewer.ts'

type Scope = ProjectScope<'pod:terminal'>
/** What puts a file down, the best first. */
const tools = ['tar', 'cp'] as const
export type UploadTool = (typeof tools)[number]

/** In milliseconds. The browser gives up after a minute without an answer: it shall hear why before. */
export interface UploadTimes {
  /** A program that takes nothing for so long has stopped. */
  readonly stall: number
  /** So long it may write on after the last byte: a disk may be slow. */
  readonly end: number
}

const usualTimes: UploadTimes = { stall: 40_000, end: 300_000 }

export type PreparedUpload =
  | { readonly kind: 'ticket'; readonly ticket: string }
  | { readonly kind: 'refused'; readonly refusal: TransferRefusal }

/** A ticket for one file into one folder, or why there is none. */
export async function prepareUpload(scope: Scope, input: PrepareUploadInput): Promise<PreparedUpload> {
  const refusal = await findUploadRefusal(scope, input)
  if (refusal !== null) return { kind: 'refused', refusal }
  const purpose: UploadPurpose = { ...input, kind: 'upload' }
  return { kind: 'ticket', ticket: await makeTicket(scope, purpose) }
}

async function findUploadRefusal(scope: Scope, input: PrepareUploadInput): Promise<TransferRefusal | null> {
  const { refusal } = await findRefusal(scope, input)
  if (refusal !== null) return { reason: 'not_running', detail: refusal.reason }
  if (!(await mayExec(scope, input.pod))) return { reason: 'no_access' }
  if (input.size > env.ORDINAL_FILE_LIMIT_MB * 1024 * 1024)
    return { reason: 'too_large', detail: String(env.ORDINAL_FILE_LIMIT_MB) }
  const there = await readFileFacts(scope, input, posix.join(input.folder, input.name))
  if (there.kind === 'folder' || there.kind === 'other') return { reason: 'no_file' }
  return there.kind === 'file' && !input.isReplacing ? { reason: 'exists' } : null
}

/**
 * Takes the bytes of a file from the socket into the container, under a name of its own until it is whole. Gives what
 * put it there. Throws; nothing is left then.
 */
export async function receiveUpload(
  scope: Scope,
  purpose: UploadPurpose,
  socket: WebSocket,
  signal: AbortSignal,
  times: Partial<UploadTimes> = {},
): Promise<{ readonly tool: UploadTool } | { readonly refusal: TransferRefusal }> {
  const refusal = await findUploadRefusal(scope, purpose)
  if (refusal !== null) return { refusal }
  const tool = await findTool(scope, purpose, tools)
  if (tool === null) return { refusal: { reason: 'no_tools' } }
  const folder = posix.normalize(purpose.folder)
  const part = `.ordinal-upload-${randomBytes(6).toString('hex')}`
  const target = posix.join(folder, part)
  const commands = {
    tar: ['tar', '-xof', '-', '-C', folder],
    // Not `dd of=`: it closes its output, whereupon containerd closes its input and what is under way is lost.
    cp: ['cp', '/dev/stdin', target],
  }
  const { exec, complaint } = await startProgram(scope, purpose, commands[tool], () => undefined, {
    stdin: true,
    signal,
  })
  try {
    const { stall, end: endMs } = { ...usualTimes, ...times }
    const file = { size: purpose.size, tarName: tool === 'tar' ? part : null }
    const passed = await pass(socket, exec, file, { stall, signal })
    const end = passed === 'stalled' ? null : await within(exec.ended, endMs)
    signal.throwIfAborted()
    if (end === null) return { refusal: { reason: 'stalled' } }
    if (end.kind === 'lost') throw new AppError('cluster_unreachable', { message: 'exec lost' })
    if (end.kind !== 'exited' || end.code !== 0)
      return { refusal: { reason: 'refused', detail: complaint() } }
    if (passed !== 'whole') return { refusal: { reason: 'not_whole' } }
    const stored = await readFileFacts(scope, purpose, target)
    if ('size' in stored && stored.size !== purpose.size) return { refusal: { reason: 'not_whole' } }
    signal.throwIfAborted()
    const moved = await runProgram(
      scope,
      purpose,
      ['mv', '-f', target, posix.join(folder, purpose.name)],
      1024,
    )
    if (moved?.code !== 0) return { refusal: { reason: 'refused', detail: moved?.complaint ?? 'mv' } }
    return { tool }
  } finally {
    exec.close()
    await runProgram(scope, purpose, ['rm', '-f', target], 1024).catch(() => null)
  }
}

/** Null when it takes longer. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  const over = new AbortController()
  const late = sleep(ms, null, { signal: over.signal }).catch(() => null)
  return Promise.race([promise, late]).finally(() => over.abort())
}

/**
 * The bytes of one file from the socket to the program, no faster than that reads them: `ended` when that ends before it
 * has them all. Whatever comes later is not taken. Throws why the signal aborts.
 */
function pass(
  socket: WebSocket,
  exec: Exec,
  { size, tarName }: { readonly size: number; readonly tarName: string | null },
  { stall, signal }: { readonly stall: number; readonly signal: AbortSignal },
): Promise<'whole' | 'ended' | 'stalled'> {
  const { promise, resolve, reject } = Promise.withResolvers<'whole' | 'ended' | 'stalled'>()
  let taken = 0
  let timer: NodeJS.Timeout | undefined
  const head = tarName === null ? null : tarHeader(tarName, size, Math.floor(Date.now() / 1000))
  const finish = () => {
    if (head !== null) exec.write(tarEnd(head.length, size))
    // An older cluster cannot say that no more comes; tar knows it by the end of its archive.
    if (exec.closeStdin() || head !== null) resolve('whole')
    else reject(new AppError('cluster_failed', { message: 'stdin cannot be closed' }))
  }
  const take = (data: RawData, isBinary: boolean) => {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.alloc(0)
    if (!isBinary) return
    taken += bytes.length
    if (taken > size) return reject(new AppError('invalid', { message: 'more than was said' }))
    if (!exec.write(bytes)) {
      socket.pause()
      timer ??= setTimeout(() => resolve('stalled'), stall)
    }
    if (taken === size) finish()
  }
  const goOn = () => {
    clearTimeout(timer)
    timer = undefined
    socket.resume()
  }
  const leave = () => reject(signal.reason)
  socket.on('message', take)
  exec.onDrain = goOn
  signal.addEventListener('abort', leave, { once: true })
  exec.ended.then(() => resolve('ended')).catch(reject)
  if (signal.aborted) leave()
  if (head !== null) exec.write(head)
  tell(socket, { type: 'ready' })
  if (size === 0) finish()
  return promise.finally(() => {
    socket.off('message', take)
    signal.removeEventListener('abort', leave)
    exec.onDrain = () => undefined
    // It is read again: the browser asks whether we are there, and one that leaves is heard.
    goOn()
  })
}
