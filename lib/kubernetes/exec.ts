import 'server-only'
import WebSocket from 'ws'
import { AppError } from '../errors.ts'
import { type ContainerName, isContainerName, type NamespaceName, type ObjectName } from '../names.ts'
import type { Cluster } from './cluster.ts'
import { toKubernetesError } from './errors.ts'
import { objectPath } from './path.ts'

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

/**
 * The socket of a program in a container, open. The first byte of each frame names the channel: 0 stdin, 1 stdout,
 * 2 stderr, 3 the end as a Status, 4 the size, 255 (v5) the close of another. Throws as `request` when refused.
 */
export async function openExec(cluster: Cluster, exec: ExecRequest, signal: AbortSignal): Promise<WebSocket> {
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
  const socket = new WebSocket(url, protocols, {
    ...(await cluster.tls()),
    headers: await cluster.authorization(),
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    handshakeTimeout: handshakeMs,
    followRedirects: false,
  })
  signal.addEventListener('abort', () => socket.terminate(), { once: true })
  await opened(socket)
  return socket
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', (cause) => reject(new AppError('cluster_unreachable', { cause })))
    socket.once('unexpected-response', (request, response) => {
      response.resume()
      request.destroy()
      reject(toKubernetesError(response.statusCode ?? 500, null))
    })
  })
}
