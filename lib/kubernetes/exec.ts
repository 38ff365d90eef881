import 'server-only'
import type { IncomingMessage } from 'node:http'
import WebSocket from 'ws'
import { AppError } from '../errors.ts'
import { type ContainerName, isContainerName, type NamespaceName, type ObjectName } from '../names.ts'
import type { Cluster } from './cluster.ts'
import { toKubernetesError } from './errors.ts'
import { Exec, type Output } from './exec-channels.ts'
import { objectPath } from './path.ts'
import type { Status } from './types.ts'

export interface ExecRequest {
  readonly namespace: NamespaceName
  readonly pod: ObjectName
  readonly container: ContainerName
  /** The program and its arguments, one by one: no shell reads them. */
  readonly command: readonly string[]
  readonly stdin: boolean
  readonly tty: boolean
}

/** The newest that the cluster speaks; v5 can close stdin by itself (KEP-4006). */
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io']
const maxFrameBytes = 1024 * 1024
const handshakeMs = 10_000
const maxRefusalBytes = 64 * 1024

/**
 * A program in a container, its socket open; whether the program is there is known later, by its end. `output` gets what
 * it writes. Throws as `request` when the cluster refuses. A 401 is tried once more with credentials read anew.
 */
export async function openExec(
  cluster: Cluster,
  exec: ExecRequest,
  output: Output,
  signal: AbortSignal,
): Promise<Exec> {
  const attempt = () => connect(cluster, exec, output, signal)
  return attempt().catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'cluster_unauthenticated') throw error
    cluster.renew()
    return attempt()
  })
}

async function connect(
  cluster: Cluster,
  exec: ExecRequest,
  output: Output,
  signal: AbortSignal,
): Promise<Exec> {
  const url = execUrl(cluster, exec)
  const socket = new WebSocket(url, protocols, {
    ...(await cluster.tls()),
    headers: await cluster.authorization(),
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    handshakeTimeout: handshakeMs,
    followRedirects: false,
  })
  const end = () => socket.terminate()
  if (signal.aborted) end()
  signal.addEventListener('abort', end, { once: true })
  socket.once('close', () => signal.removeEventListener('abort', end))
  return opened(socket, output)
}

function execUrl(cluster: Cluster, exec: ExecRequest): URL {
  if (!isContainerName(exec.container)) throw new AppError('invalid', { message: 'not a container name' })
  const url = new URL(objectPath('pods', exec.namespace, exec.pod, 'exec').slice(1), cluster.server)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  for (const word of exec.command) url.searchParams.append('command', word)
  const streams = {
    container: exec.container,
    stdin: exec.stdin,
    stdout: true,
    stderr: !exec.tty,
    tty: exec.tty,
  }
  for (const [key, value] of Object.entries(streams)) url.searchParams.set(key, String(value))
  return url
}

function opened(socket: WebSocket, output: Output): Promise<Exec> {
  return new Promise((resolve, reject) => {
    // Made at once: the first bytes may come with the answer.
    socket.once('open', () => resolve(new Exec(socket, output)))
    socket.on('error', (cause) => reject(new AppError('cluster_unreachable', { cause })))
    socket.once('unexpected-response', (request, response) => {
      readRefusal(response).then((body) => {
        request.destroy()
        reject(toKubernetesError(response.statusCode ?? 500, body))
      }, reject)
    })
  })
}

/** Why the cluster refused, where it says so. */
async function readRefusal(response: IncomingMessage): Promise<Partial<Status> | null> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of response) {
      size += (part as Buffer).length
      if (size > maxRefusalBytes) return null
      parts.push(part as Buffer)
    }
    const body: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'))
    return typeof body === 'object' && body !== null ? body : null
  } catch {
    return null
  }
}
