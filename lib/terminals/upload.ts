import 'server-only'
import { randomBytes } from 'node:crypto'
import { posix } from 'node:path'
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
    await pass(socket, exec, purpose.size, tool, part)
    const end = await exec.ended
    if (end.kind !== 'exited' || end.code !== 0)
      return { refusal: { reason: 'refused', detail: complaint() } }
    const stored = await readFileFacts(scope, purpose, target)
    if ('size' in stored && stored.size !== purpose.size) return { refusal: { reason: 'not_whole' } }
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

/** The bytes of one file from the socket to the program, no faster than that reads them. */
function pass(socket: WebSocket, exec: Exec, size: number, tool: UploadTool, tarName: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let taken = 0
    const head = tool === 'tar' ? tarHeader(tarName, size, Math.floor(Date.now() / 1000)) : null
    const finish = () => {
      if (head !== null) exec.write(tarEnd(head.length, size))
      // An older cluster cannot say that no more comes; tar knows it by the end of its archive.
      if (exec.closeStdin() || head !== null) resolve()
      else reject(new AppError('cluster_failed', { message: 'stdin cannot be closed' }))
    }
    socket.on('message', (data: RawData, isBinary) => {
      const bytes = Buffer.isBuffer(data) ? data : Buffer.alloc(0)
      if (!isBinary) return
      taken += bytes.length
      if (taken > size) return reject(new AppError('invalid', { message: 'more than was said' }))
      if (!exec.write(bytes)) socket.pause()
      if (taken === size) finish()
    })
    exec.onDrain = () => socket.resume()
    socket.once('close', () => reject(new AppError('cluster_unreachable', { message: 'the browser left' })))
    exec.ended.then(() => resolve()).catch(reject)
    if (head !== null) exec.write(head)
    tell(socket, { type: 'ready' })
    if (size === 0) finish()
  })
}
