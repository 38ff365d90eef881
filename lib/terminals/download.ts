import 'server-only'
import { posix } from 'node:path'
import type { ProjectScope } from '../auth/scope.ts'
import { env } from '../env.ts'
import { AppError } from '../errors.ts'
import type { Exec, ExecEnd } from '../kubernetes/exec-channels.ts'
import { answersNode } from './answers-node.ts'
import { findTool, readFileFacts } from './file-facts.ts'
import { isAbsent, startProgram } from './program.ts'
import type { TransferRefusal } from './protocol.ts'
import type { DownloadInput } from './schema.ts'
import { findRefusal } from './target.ts'

type Scope = ProjectScope<'pod:terminal'>

const maxBytes = () => env.ORDINAL_FILE_LIMIT_MB * 1024 * 1024

/** Why a download would fail, asked before the browser begins one; null when it may begin. */
export async function checkDownload(
  scope: Scope,
  input: DownloadInput,
): Promise<{ readonly refusal: TransferRefusal | null }> {
  return { refusal: await findDownloadRefusal(scope, input) }
}

async function findDownloadRefusal(scope: Scope, input: DownloadInput): Promise<TransferRefusal | null> {
  const { refusal } = await findRefusal(scope, input)
  if (refusal !== null) return { reason: 'not_running', detail: refusal.reason }
  const facts = await readFileFacts(scope, input, input.path)
  if (facts.kind === 'absent') return { reason: 'refused', detail: facts.detail }
  if (input.kind === 'folder')
    return (await findTool(scope, input, ['tar'])) === null ? { reason: 'no_tar' } : null
  if (facts.kind === 'unknown') return null
  if (facts.kind !== 'file') return { reason: 'no_file' }
  return facts.size > maxBytes() ? { reason: 'too_large', detail: String(env.ORDINAL_FILE_LIMIT_MB) } : null
}

/**
 * A file as it is (`cat`), or a folder as an archive (`tar`), as fast as the browser takes it. It breaks off where the
 * program failed or the file changed meanwhile, so that a whole download is a whole file. Throws as `checkDownload` says.
 */
export async function download(scope: Scope, input: DownloadInput, signal: AbortSignal): Promise<Response> {
  const refused = await findDownloadRefusal(scope, input)
  if (refused !== null) throw new AppError(refused.reason === 'too_large' ? 'too_large' : 'not_found')
  const path = posix.normalize(input.path)
  const isFile = input.kind === 'file'
  const facts = isFile ? await readFileFacts(scope, input, path) : null
  const size = facts !== null && 'size' in facts ? facts.size : null
  const command = isFile
    ? ['cat', path]
    : ['tar', '-cf', '-', '-C', posix.dirname(path), `./${posix.basename(path) || '.'}`]
  const body = await openBody(scope, input, command, size, signal)
  const name = `${posix.basename(path) || 'root'}${isFile ? '' : '.tar'}`
  return new Response(body, {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': attachment(name),
      'Cache-Control': 'private, no-store, no-transform',
      ...(size === null ? {} : { 'Content-Length': String(size) }),
    },
  })
}

async function openBody(
  scope: Scope,
  input: DownloadInput,
  command: readonly string[],
  size: number | null,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  let taken = 0
  let zeros = 0
  let exec: Exec | null = null
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  const body = new ReadableStream<Uint8Array>(
    {
      start(made) {
        controller = made
      },
      pull() {
        exec?.resume()
      },
      cancel() {
        controller = null
        exec?.close()
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 256 * 1024 }),
  )
  const fail = (error: unknown) => {
    exec?.close()
    controller?.error(error)
    controller = null
  }
  const take = (bytes: Buffer) => {
    taken += bytes.length
    zeros = zerosAtEnd(bytes, zeros)
    if (taken > (size ?? maxBytes())) return fail(new AppError('too_large'))
    controller?.enqueue(bytes)
    if ((controller?.desiredSize ?? 0) <= 0) exec?.pause()
  }
  const started = await startProgram(scope, input, command, take, { stdin: false, signal })
  exec = started.exec
  /** A file has its size, an archive its end; and where a size is not known, the node must be there to have said success. */
  const isWhole = async () => {
    if (size !== null) return taken === size
    const isEnded = input.kind === 'file' || (zeros >= archiveEnd && taken % 512 === 0)
    return isEnded && (await answersNode(scope, input))
  }
  const finish = async (end: ExecEnd) => {
    if (end.kind !== 'exited' || end.code !== 0 || !(await isWhole()))
      fail(new AppError('cluster_failed', { message: isAbsent(end) ? 'no program' : 'cut off' }))
    else controller?.close()
    controller = null
  }
  exec.ended.then(finish).catch(fail)
  return body
}

/** An archive ends with two blocks of zeros (POSIX.1-2017, pax), in bytes. */
const archiveEnd = 1024

/** How many zeros the output ends with, `before` of them in front of these bytes; no more than are asked for. */
function zerosAtEnd(bytes: Buffer, before: number): number {
  const last = bytes.subarray(-archiveEnd)
  const at = last.findLastIndex((byte) => byte !== 0)
  return at === -1 ? Math.min(archiveEnd, before + last.length) : last.length - 1 - at
}

/** RFC 6266: a name in ASCII, and the name. */
function attachment(name: string): string {
  const plain = name.replace(/[^\w. -]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
