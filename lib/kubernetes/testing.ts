import { rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { KubeConfig } from '@kubernetes/client-node'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { isAppError } from '../errors.ts'
import type { NamespaceName } from '../names.ts'
import { Cluster } from './cluster.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

export const namespace = 'team-a' as NamespaceName
export const emptyList: Handler = (_request, response) => response.end('{"items":[],"metadata":{}}')

export const answer = (code: number, body: object, headers: Record<string, string> = {}): Handler => {
  return (_request, response) => response.writeHead(code, headers).end(JSON.stringify(body))
}

/** A cluster at the wire: remembers what was asked (`METHOD path`) and answers as the case wants. */
export class Wire {
  readonly recorded: string[] = []
  handle: Handler = emptyList
  /** Connections that were ever opened. */
  sockets = 0
  #cluster: Cluster | undefined
  #url = ''
  readonly #server = createServer((incoming, outgoing) => {
    this.recorded.push(`${incoming.method} ${incoming.url}`)
    this.handle(incoming, outgoing)
  })

  get cluster(): Cluster {
    if (this.#cluster === undefined) throw new Error('the wire is not open')
    return this.#cluster
  }

  /** The same cluster without a connection yet. */
  connect(): Cluster {
    return new Cluster('test', () => kubeconfig(this.#url))
  }

  /** Opens it for the tests of this file; where `file` is their KUBECONFIG, it is their cluster `test`. */
  static forTests(file?: string): Wire {
    const wire = new Wire()
    beforeAll(async () => {
      await wire.#open()
      if (file !== undefined) writeFileSync(file, kubeconfig(wire.#url).exportConfig())
    })
    beforeEach(() => {
      wire.recorded.length = 0
      wire.handle = emptyList
    })
    afterAll(() => {
      wire.#server.closeAllConnections()
      wire.#server.close()
      if (file !== undefined) rmSync(file)
    })
    return wire
  }

  async #open(): Promise<void> {
    this.#server.on('connection', () => {
      this.sockets++
    })
    this.#server.on('upgrade', (incoming, socket) => {
      this.recorded.push(`UPGRADE ${incoming.url}`)
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
    })
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    this.#cluster = this.connect()
  }
}

function kubeconfig(url: string): KubeConfig {
  const config = new KubeConfig()
  config.loadFromOptions({
    clusters: [{ name: 'test', server: url, skipTLSVerify: true }],
    users: [{ name: 'user', token: 'a-token' }],
    contexts: [{ name: 'test', cluster: 'test', user: 'user' }],
    currentContext: 'test',
  })
  return config
}

/** The code, fields and wait of the error that a call ends with, or what it threw otherwise; null when it succeeds. */
export async function failure(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return isAppError(error)
    ? { code: error.code, fields: error.fields, after: error.retryAfterSeconds }
    : error
}
