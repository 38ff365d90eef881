import WebSocket from 'ws'
import { AppError } from '../../lib/errors.ts'
import type { Cluster } from '../../lib/kubernetes/cluster.ts'
import { toKubernetesError } from '../../lib/kubernetes/errors.ts'

/** What a program said, by channel, when its socket is closed; a character for each byte. */
export type Heard = Readonly<Record<number, string>>

export interface Program {
  readonly socket: WebSocket
  readonly heard: Promise<Heard>
}

/** Runs a program in a container, as the protocol of the API has it. Throws as `request` when refused. */
export async function exec(
  cluster: Cluster,
  pod: string,
  query: readonly (readonly [string, string])[],
): Promise<Program> {
  const url = new URL(`${pod.slice(1)}/exec`, cluster.server)
  url.protocol = url.protocol.replace('http', 'ws')
  for (const [key, value] of query) url.searchParams.append(key, value)
  const socket = new WebSocket(url, ['v5.channel.k8s.io', 'v4.channel.k8s.io'], {
    ...(await cluster.tls()),
    headers: await cluster.authorization(),
  })
  const heard = listen(socket)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', (cause) => reject(new AppError('cluster_unreachable', { cause })))
    socket.once('unexpected-response', (request, response) => {
      request.destroy()
      reject(toKubernetesError(response.statusCode ?? 500, null))
    })
  })
  return { socket, heard }
}

function listen(socket: WebSocket): Promise<Heard> {
  const texts: Record<number, string> = {}
  socket.on('message', (data) => {
    const frame = data as Buffer
    const channel = frame[0] ?? -1
    texts[channel] = (texts[channel] ?? '') + frame.subarray(1).toString('latin1')
  })
  return new Promise((resolve) => {
    socket.once('close', () => resolve(texts))
  })
}
