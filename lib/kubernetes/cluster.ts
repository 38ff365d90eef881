import 'server-only'
import { readFileSync, statSync } from 'node:fs'
import type { RequestOptions } from 'node:https'
import type { ConnectionOptions } from 'node:tls'
import { KubeConfig } from '@kubernetes/client-node'
import { Agent, type Dispatcher } from 'undici'
import { AppError } from '../errors.ts'

/** Connections kept to one cluster for calls. */
const maxConnections = 32

/** A stream (watch, log) holds its connection for as long as it lasts, so streams are apart and take no call's place. */
type Use = 'call' | 'stream'

interface Agents {
  readonly call: Dispatcher
  readonly stream: Dispatcher
}

/**
 * One cluster and Ordinal's credentials for it. Connections are kept and reused; tokens and certificates in files are
 * read again when the file changes.
 */
export class Cluster {
  readonly name: string
  readonly server: URL
  readonly #read: () => KubeConfig
  #config: KubeConfig
  #agents: { readonly stamp: string; readonly opened: Promise<Agents> } | undefined

  /** One context of a kubeconfig as a cluster. `read` gives the kubeconfig as it is now. */
  constructor(name: string, read: () => KubeConfig) {
    this.name = name
    this.#read = () => withContext(read(), name)
    this.#config = this.#read()
    const server = this.#config.getCurrentCluster()?.server
    if (server === undefined || !URL.canParse(server)) {
      throw new AppError('cluster_unknown', { message: `context ${name} has no server` })
    }
    this.server = new URL(server.endsWith('/') ? server : `${server}/`)
  }

  /** Reads the credentials again: called when the cluster does not accept them any more. */
  renew(): void {
    this.#config = this.#read()
  }

  /** The headers that prove who Ordinal is; exec plugins and token files are asked each time, as client-node caches. */
  async authorization(): Promise<Record<string, string>> {
    const tokenFile = this.#tokenFile()
    if (tokenFile !== undefined) return { authorization: `Bearer ${readFileSync(tokenFile, 'utf8').trim()}` }
    const options: RequestOptions = { headers: {} }
    await this.#config.applyToHTTPSOptions(options)
    const headers = options.headers as Record<string, string | undefined>
    const value = headers.Authorization ?? headers.authorization
    if (value !== undefined) return { authorization: value }
    if (!options.auth) return {}
    return { authorization: `Basic ${Buffer.from(options.auth).toString('base64')}` }
  }

  async dispatcher(use: Use = 'call'): Promise<Dispatcher> {
    const stamp = this.#certificateStamp()
    // Calls that come at once share what the first of them opens.
    if (this.#agents?.stamp !== stamp) {
      const former = this.#agents?.opened
      this.#agents = { stamp, opened: this.#open(former) }
    }
    const { opened } = this.#agents
    try {
      return (await opened)[use]
    } catch (error) {
      if (this.#agents?.opened === opened) this.#agents = undefined
      throw error
    }
  }

  async #open(former: Promise<Agents> | undefined): Promise<Agents> {
    const connect = { timeout: 5000, ...(await this.tls()) }
    const common = { pipelining: 1, keepAliveTimeout: 30_000, connect }
    const agents = { call: new Agent({ ...common, connections: maxConnections }), stream: new Agent(common) }
    // Requests that run on the former certificates may end; new ones take the new connections.
    const close = ({ call, stream }: Agents) => Promise.all([call.close(), stream.close()])
    former?.then(close).catch(() => undefined)
    return agents
  }

  /** TLS settings for connections that do not go through the dispatcher: sockets. */
  async tls(): Promise<Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'servername' | 'rejectUnauthorized'>> {
    const options: RequestOptions = { headers: {} }
    await this.#config.applyToHTTPSOptions(options)
    const cluster = this.#config.getCurrentCluster()
    return {
      ...(options.ca === undefined ? {} : { ca: options.ca }),
      ...(options.cert === undefined ? {} : { cert: options.cert }),
      ...(options.key === undefined ? {} : { key: options.key }),
      ...(cluster?.tlsServerName === undefined ? {} : { servername: cluster.tlsServerName }),
      rejectUnauthorized: !(cluster?.skipTLSVerify ?? false),
    }
  }

  #tokenFile(): string | undefined {
    const authProvider: unknown = this.#config.getCurrentUser()?.authProvider
    const config = (authProvider as { config?: { tokenFile?: unknown } } | undefined)?.config
    return typeof config?.tokenFile === 'string' ? config.tokenFile : undefined
  }

  #certificateStamp(): string {
    const files = [
      this.#config.getCurrentCluster()?.caFile,
      this.#config.getCurrentUser()?.certFile,
      this.#config.getCurrentUser()?.keyFile,
    ]
    return files.map((file) => (file ? statSync(file, { throwIfNoEntry: false })?.mtimeMs : 0)).join()
  }
}

function withContext(config: KubeConfig, context: string): KubeConfig {
  const own = new KubeConfig()
  own.loadFromOptions({
    clusters: config.getClusters(),
    users: config.getUsers(),
    contexts: config.getContexts(),
    currentContext: context,
  })
  return own
}
