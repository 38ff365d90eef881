import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request as plainRequest, type ServerResponse } from 'node:http'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'

/**
 * Stands between Ordinal and the cluster, passes everything on, and remembers what was asked: `GET /recorded` gives the
 * calls as lines of `METHOD path`. `POST /recorded/down` and `/recorded/up` cut the cluster off and bring it back.
 */
export interface Recorder {
  readonly url: string
  readonly kubeconfig: string
  close(): void
}

interface Kubeconfig {
  clusters: {
    cluster: { server: string; 'certificate-authority'?: string; 'insecure-skip-tls-verify'?: boolean }
  }[]
}

/**
 * Calls for which `isLost` holds are never answered: `asked`, before they get anywhere; `answered`, when the cluster has
 * done what they ask for.
 */
export async function startRecorder(
  kubeconfigFile: string,
  isLost: (call: string, when: 'asked' | 'answered') => boolean = () => false,
): Promise<Recorder> {
  const config = JSON.parse(readFileSync(kubeconfigFile, 'utf8')) as Kubeconfig
  const target = config.clusters[0]?.cluster
  if (target?.['certificate-authority'] === undefined) throw new Error('no cluster in the kubeconfig')
  const upstream = new URL(target.server)
  const ca = readFileSync(target['certificate-authority'])
  const calls: string[] = []
  const passing = new Set<ServerResponse>()
  let isDown = false

  const server = createServer((incoming, outgoing) => {
    if (incoming.url?.startsWith('/recorded') === true) {
      if (incoming.url === '/recorded/down') {
        isDown = true
        for (const call of passing) call.destroy()
      }
      if (incoming.url === '/recorded/up') isDown = false
      outgoing.end(calls.join('\n'))
      return
    }
    if (isDown) {
      incoming.socket.destroy()
      return
    }
    calls.push(`${incoming.method} ${incoming.url}`)
    if (isLost(`${incoming.method} ${incoming.url}`, 'asked')) return
    passing.add(outgoing)
    outgoing.on('close', () => passing.delete(outgoing))
    pass(incoming, outgoing)
  })

  function pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, url: path, headers } = incoming
    const options = { host: upstream.hostname, port: upstream.port, method, path, ca, headers }
    const call = request({ ...options, headers: { ...headers, host: upstream.host } }, (answer) => {
      if (isLost(`${method} ${path}`, 'answered')) return
      // At once: a watch is open before its first event.
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers).flushHeaders()
      answer.pipe(outgoing)
    })
    call.on('error', () => outgoing.destroy())
    outgoing.on('close', () => call.destroy())
    incoming.pipe(call)
  }

  server.on('upgrade', (incoming, socket, head) => {
    calls.push(`UPGRADE ${incoming.url}`)
    socket.on('error', () => socket.destroy())
    if (isDown) {
      socket.destroy()
      return
    }
    const { url: path, headers } = incoming
    const options = { host: upstream.hostname, port: upstream.port, method: 'GET', path, ca }
    const call = request({ ...options, headers: { ...headers, host: upstream.host } })
    call.on('error', () => socket.destroy())
    call.on('response', (answer) => {
      socket.write(`HTTP/1.1 ${answer.statusCode} Refused\r\nConnection: close\r\n\r\n`)
      answer.pipe(socket)
    })
    call.on('upgrade', (answer, other, first) => {
      const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}\r\n`)
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`)
      socket.write(first)
      other.write(head)
      other.on('error', () => socket.destroy()).pipe(socket)
      socket.on('close', () => other.destroy()).pipe(other)
    })
    call.end()
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const cluster = { server: url, 'insecure-skip-tls-verify': true }
  const kubeconfig = `${kubeconfigFile}.${new URL(url).port}`
  writeFileSync(kubeconfig, JSON.stringify({ ...config, clusters: [{ name: 'test', cluster }] }), {
    mode: 0o600,
  })
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url, kubeconfig, close }
}

export function readCalls(url: string): Promise<string[]> {
  return ask(`${url}/recorded`).then((text) => text.split('\n').filter((line) => line !== ''))
}

export async function setClusterDown(url: string, down: boolean): Promise<void> {
  await ask(`${url}/recorded/${down ? 'down' : 'up'}`)
}

function ask(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = plainRequest(url, { method: 'POST' }, (answer) => {
      let text = ''
      answer.on('data', (part: Buffer) => {
        text += part.toString()
      })
      answer.on('end', () => resolve(text))
    })
    call.on('error', reject)
    call.end()
  })
}
