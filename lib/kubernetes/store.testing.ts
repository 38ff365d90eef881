import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { Wire } from './testing.ts'

/**
 * What happens to a call: `drop` loses it before anything is done, `lose` loses its answer, a status refuses it, null
 * lets it pass.
 */
export type Fault = 'drop' | 'lose' | { readonly status: number; readonly body: object } | null

export interface StoreCall {
  readonly method: string
  readonly path: string
  readonly isDryRun: boolean
  readonly body: StoredObject
}

interface StoredObject {
  metadata: { name: string; uid?: string; annotations?: Record<string, string> }
  preconditions?: { uid: string }
}

/** A cluster that keeps what it is given, at the wire: create, read, list and delete, with faults at will. */
export class StoreApi {
  /** Path → object. */
  readonly objects = new Map<string, StoredObject>()
  readonly calls: StoreCall[] = []
  fault: (call: StoreCall, index: number) => Fault = () => null
  /** `Warning` headers for what is created, in text. */
  warning = ''
  #uids = 0

  constructor(wire: Wire) {
    wire.handle = (request, response) => void this.#serve(request, response)
  }

  /** The calls that changed something or tried to. */
  get writes(): string[] {
    return this.calls
      .filter(({ method, isDryRun }) => method !== 'GET' && !isDryRun)
      .map(
        ({ method, path, body }) => `${method} ${path}${method === 'POST' ? `/${body.metadata.name}` : ''}`,
      )
  }

  put(path: string, object: object = {}): void {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const { metadata, ...rest } = { metadata: {}, ...object }
    this.objects.set(path, { ...rest, metadata: { name, uid: `uid-${++this.#uids}`, ...metadata } })
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://store')
    const body = request.headers['content-type'] === undefined ? {} : await json(request)
    const call: StoreCall = {
      method: request.method ?? '',
      path: url.pathname.replace(/^\/apis?\/(?:[^/]+\/)?v1\/(?:namespaces\/[^/]+\/)?/, ''),
      isDryRun: url.searchParams.get('dryRun') === 'All',
      body: body as StoredObject,
    }
    this.calls.push(call)
    const fault = this.fault(call, this.calls.length - 1)
    if (fault === 'drop') return void response.socket?.destroy()
    const [status, answer] =
      fault !== null && fault !== 'lose' ? [fault.status, fault.body] : this.#answer(call)
    if (fault === 'lose') return void response.socket?.destroy()
    const headers = this.warning === '' ? {} : { warning: `299 - "${this.warning}"` }
    response.writeHead(status, headers).end(JSON.stringify(answer))
  }

  #answer(call: StoreCall): [status: number, answer: object] {
    if (call.method === 'POST') return this.#create(call)
    const object = this.objects.get(call.path)
    if (object === undefined && call.method === 'GET' && !call.path.includes('/'))
      return this.#list(call.path)
    if (object === undefined) return [404, { reason: 'NotFound' }]
    if (call.method === 'GET') return [200, object]
    const { uid } = call.body.preconditions ?? {}
    if (uid !== object.metadata.uid) return [409, { reason: 'Conflict' }]
    this.objects.delete(call.path)
    return [200, {}]
  }

  #create({ path, body, isDryRun }: StoreCall): [status: number, answer: object] {
    const key = `${path}/${body.metadata.name}`
    if (this.objects.has(key)) return [409, { reason: 'AlreadyExists' }]
    if (!isDryRun) this.put(key, body)
    return [201, this.objects.get(key) ?? body]
  }

  #list(collection: string): [status: number, answer: object] {
    const items = [...this.objects].filter(([path]) => path.startsWith(`${collection}/`))
    return [200, { metadata: {}, items: items.map(([, object]) => object) }]
  }
}
