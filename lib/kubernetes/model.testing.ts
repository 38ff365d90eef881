import type { IncomingMessage, ServerResponse } from 'node:http'
import { answer, type Wire } from './testing.ts'
import type { Pod } from './types.ts'

interface Entry {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: Pod
  readonly version: number
}

/** How events are written: as they should be, byte by byte, each twice, or the last ones in the wrong order. */
export type Manner = 'plain' | 'trickled' | 'doubled' | 'shuffled'

/** The pods of a cluster as an API server keeps them, at the wire, with its faults at will. */
export class ModelApi {
  readonly objects = new Map<string, Pod>()
  manner: Manner = 'plain'
  /** How a version that is gone is told: by the answer's status, or by an event. */
  goneBy: 'status' | 'event' = 'status'
  /** Whether all namespaces may be read at once. A watch that is open goes on to its end, as with RBAC. */
  isClusterWide = true
  lists = 0
  watches = 0
  #version = 100
  #history: Entry[] = []
  #oldest = 100
  #watchers = new Map<ServerResponse, string>()
  #failing: [count: number, code: number, headers: Record<string, string>] = [0, 500, {}]
  #uids = 0

  constructor(wire: Wire) {
    wire.handle = (request, response) => this.#serve(request, response)
  }

  /** Watches that are open and heard. */
  get watching(): number {
    return this.#watchers.size
  }

  create(namespace: string, name: string): void {
    if (this.objects.has(`${namespace}/${name}`)) return
    this.#uids++
    this.#write('ADDED', namespace, name, `uid-${this.#uids}`)
  }

  update(namespace: string, name: string): void {
    const known = this.objects.get(`${namespace}/${name}`)
    if (known !== undefined) this.#write('MODIFIED', namespace, name, known.metadata.uid)
  }

  delete(namespace: string, name: string): void {
    const known = this.objects.get(`${namespace}/${name}`)
    if (known !== undefined) this.#write('DELETED', namespace, name, known.metadata.uid)
  }

  /** All connections break. */
  reset(): void {
    for (const response of this.#watchers.keys()) response.socket?.resetAndDestroy()
    this.#watchers.clear()
  }

  /** All watches end as they end by themselves. */
  endWatches(): void {
    for (const response of this.#watchers.keys()) response.end()
    this.#watchers.clear()
  }

  /** The connections stay, and nothing comes any more. */
  fallSilent(): void {
    this.#watchers.clear()
  }

  writeGarbage(): void {
    for (const response of this.#watchers.keys()) response.write('{"type":"ADD<html>\n')
  }

  /** Forgets all versions before now, and ends the watches. */
  compact(): void {
    this.#history = []
    this.#oldest = this.#version
    this.endWatches()
  }

  fail(count: number, code: number, headers: Record<string, string> = {}): void {
    this.#failing = [count, code, headers]
  }

  #write(type: Entry['type'], namespace: string, name: string, uid: string): void {
    this.#version++
    const metadata = { namespace, name, uid, resourceVersion: String(this.#version) }
    const object: Pod = { metadata, spec: { containers: [] }, status: { phase: String(this.#version) } }
    if (type === 'DELETED') this.objects.delete(`${namespace}/${name}`)
    else this.objects.set(`${namespace}/${name}`, object)
    const entry = { type, object, version: this.#version }
    this.#history.push(entry)
    for (const [response, place] of this.#watchers) this.#send(response, place, [entry])
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://model')
    const [count, code, headers] = this.#failing
    if (count > 0) {
      this.#failing = [count - 1, code, headers]
      return void answer(code, { code }, headers)(request, response)
    }
    const place = /namespaces\/([^/]+)\//.exec(url.pathname)?.[1] ?? ''
    if (place === '' && !this.isClusterWide)
      return void answer(403, { reason: 'Forbidden' })(request, response)
    if (url.searchParams.has('watch')) this.#watch(url, place, response)
    else this.#list(url, place, response)
  }

  /** Two objects a page, whatever limit is asked for; a page of a version that is gone is refused. */
  #list(url: URL, place: string, response: ServerResponse): void {
    const token = url.searchParams.get('continue')
    const [version = this.#version, from = 0] = token?.split(':').map(Number) ?? []
    if (token === null) this.lists++
    const all = [...this.objects.values()].filter(
      ({ metadata }) => place === '' || metadata.namespace === place,
    )
    const isGone = token !== null && version !== this.#version
    if (isGone) return void response.writeHead(410).end('{"code":410,"reason":"Expired"}')
    const size = url.searchParams.has('limit') ? 2 : all.length
    const more = from + size < all.length ? `${version}:${from + size}` : ''
    const metadata = { resourceVersion: String(version), continue: more }
    response.end(JSON.stringify({ metadata, items: all.slice(from, from + size) }))
  }

  #watch(url: URL, place: string, response: ServerResponse): void {
    this.watches++
    const from = Number(url.searchParams.get('resourceVersion'))
    const isGone = from < this.#oldest
    if (isGone && this.goneBy === 'status') return void response.writeHead(410).end('{"code":410}')
    response.writeHead(200).flushHeaders()
    if (isGone) return void response.end('{"type":"ERROR","object":{"code":410,"reason":"Expired"}}\n')
    const missed = this.#history.filter(({ version }) => version > from)
    this.#watchers.set(response, place)
    this.#send(response, place, missed)
    const seconds = Number(url.searchParams.get('timeoutSeconds'))
    const timer = setTimeout(() => this.#end(response), seconds * 1000)
    response.on('close', () => {
      clearTimeout(timer)
      this.#watchers.delete(response)
    })
  }

  #end(response: ServerResponse): void {
    if (!this.#watchers.delete(response)) return
    const metadata = { resourceVersion: String(this.#version) }
    response.end(`${JSON.stringify({ type: 'BOOKMARK', object: { metadata } })}\n`)
  }

  #send(response: ServerResponse, place: string, entries: readonly Entry[]): void {
    const shown = entries.filter(({ object }) => place === '' || object.metadata.namespace === place)
    const lines = shown.map(({ type, object }) => `${JSON.stringify({ type, object })}\n`)
    if (this.manner === 'shuffled') lines.push(...this.#late(place))
    const text = (this.manner === 'doubled' ? [...lines, ...lines] : lines).join('')
    if (this.manner === 'trickled') for (const byte of Buffer.from(text)) response.write(Buffer.from([byte]))
    else if (text !== '') response.write(text)
  }

  /** The last events once more, backwards. */
  #late(place: string): string[] {
    const late = this.#history
      .slice(-4)
      .filter(({ object }) => place === '' || object.metadata.namespace === place)
    return late.reverse().map(({ type, object }) => `${JSON.stringify({ type, object })}\n`)
  }
}
