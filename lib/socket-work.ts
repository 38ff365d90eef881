import 'server-only'
import { randomBytes, randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import { type AuditEntry, finishAudit, startAudit } from './audit/record.ts'
import { proveAgain } from './auth/prove-again.ts'
import type { ProjectScope } from './auth/scope.ts'
import { toDatabaseError } from './db/errors.ts'
import { AppError, toAppError } from './errors.ts'
import { keepAlive } from './heartbeat.ts'
import { log } from './log.ts'
import { openShell } from './terminals/open.ts'
import type { Owner, Registry } from './terminals/registry.ts'
import type { ShellPurpose, UploadPurpose } from './terminals/schema.ts'
import type { ShellTimes } from './terminals/shell.ts'
import { receiveUpload, type UploadTimes } from './terminals/upload.ts'
import { closeCodes, showShell, tell } from './terminals/viewer.ts'

/** How long a shell may take to open, in milliseconds. */
const openingMs = 20_000
/** Uploads of one person at a time; a browser tab sends one after the other. */
const maxUploads = 4
const uploading = new Map<string, number>()

/** Who opened a socket, in which project, and whether they still may. */
interface Opener {
  readonly scope: ProjectScope<'pod:terminal'>
  readonly owner: Owner
  readonly prove: () => Promise<unknown>
}

/** Opens the shell that a ticket was for. It is in the record before it is there, and its end too. */
export function startShell(
  socket: WebSocket,
  { scope, owner, prove }: Opener,
  purpose: ShellPurpose,
  registry: Registry,
  times?: Partial<ShellTimes>,
): void {
  const { pod, uid, container, shell } = purpose
  guard(socket, async (signal) => {
    const finish = await record(scope, pod, { kind: 'shell', uid, container, shell })
    const resume = randomBytes(32).toString('base64url')
    const place = { ...owner, slug: scope.project.slug }
    try {
      const opened = await registry.open(place, resume, () =>
        openShell(scope, purpose, { resume, prove, signal, times }),
      )
      if (opened === null || opened.shell === null) {
        const refusal = opened?.refusal ?? ({ reason: 'too_many' } as const)
        tell(socket, { type: 'refused', refusal })
        socket.close(closeCodes.ended)
        return await finish('failed', refusal.reason)
      }
      opened.shell.ended.then((reason) => finish('succeeded', reason)).catch(() => undefined)
      showShell(socket, opened.shell, 0)
    } catch (thrown) {
      const error = toAppError(toDatabaseError(thrown))
      const detail = error.fields[0]?.detail
      tell(socket, { type: 'refused', refusal: { reason: error.code, ...(detail ? { detail } : {}) } })
      await finish('failed', error.code)
      throw error
    }
  })
}

/** Takes the file that a ticket was for. */
export function startUpload(
  socket: WebSocket,
  { scope, owner, prove }: Opener,
  purpose: UploadPurpose,
  times?: Partial<UploadTimes>,
): void {
  const { pod, uid, container, folder, name, size } = purpose
  keepAlive(socket)
  // The browser asks whether we are there.
  socket.on('message', (_data, isBinary) => {
    if (!isBinary) tell(socket, { type: 'pong' })
  })
  const lost = new AbortController()
  const stop = proveAgain(prove, (why) => lost.abort(why))
  socket.once('close', stop)
  const receive = async (signal: AbortSignal) => {
    const others = uploading.get(owner.userId) ?? 0
    if (others >= maxUploads) return { refusal: { reason: 'too_many' } } as const
    uploading.set(owner.userId, others + 1)
    return receiveUpload(scope, purpose, socket, signal, times).finally(() => {
      const left = (uploading.get(owner.userId) ?? 1) - 1
      if (left > 0) uploading.set(owner.userId, left)
      else uploading.delete(owner.userId)
    })
  }
  guard(
    socket,
    async (signal) => {
      const path = `${folder}/${name}`.replace(/\/+/g, '/')
      const finish = await record(scope, pod, { kind: 'upload', uid, container, path, size })
      try {
        const end = await receive(AbortSignal.any([signal, lost.signal]))
        if ('refusal' in end) tell(socket, { type: 'not_stored', refusal: end.refusal })
        else tell(socket, { type: 'stored', tool: end.tool })
        socket.close(closeCodes.ended)
        if ('refusal' in end) await finish('failed', end.refusal.reason)
        else await finish('succeeded')
      } catch (thrown) {
        const error = toAppError(toDatabaseError(lost.signal.aborted ? lost.signal.reason : thrown))
        tell(socket, { type: 'refused', refusal: { reason: error.code } })
        await finish('failed', error.code)
        throw error
      }
    },
    null,
  )
}

/** Work for a socket: its errors end that socket and nothing else. `signal` aborts when the browser leaves meanwhile, and says so. */
function guard(
  socket: WebSocket,
  work: (signal: AbortSignal) => Promise<void>,
  limitMs: number | null = openingMs,
): void {
  const gone = new AbortController()
  const leave = () => gone.abort(new AppError('cluster_unreachable', { message: 'the browser left' }))
  const timer = limitMs === null ? undefined : setTimeout(leave, limitMs)
  socket.on('error', () => socket.terminate())
  socket.once('close', leave)
  work(gone.signal)
    .catch((error: unknown) => {
      if ((error as AppError).code === 'unexpected') log.error({ error }, 'socket failed')
      socket.close(closeCodes.ended)
    })
    .finally(() => {
      clearTimeout(timer)
      socket.off('close', leave)
    })
}

/** Throws when it cannot be written; then nothing is begun. */
async function record(
  { user, project }: ProjectScope<'pod:terminal'>,
  target: string,
  details: NonNullable<AuditEntry['details']>,
) {
  const { slug: projectSlug, cluster, namespace } = project
  const who = { actorId: user.id, actorName: user.username }
  const what = { action: 'pod:terminal', projectSlug, cluster, namespace, target, details }
  const id = await startAudit({ requestId: randomUUID(), ...who, ...what })
  return async (outcome: 'succeeded' | 'failed', code?: string) => {
    const isPlain = code === 'exited' || code === 'closed'
    await finishAudit(id, outcome, isPlain ? undefined : code).catch((error: unknown) => {
      log.error({ error, auditEvent: id }, 'audit row not finished')
    })
  }
}
