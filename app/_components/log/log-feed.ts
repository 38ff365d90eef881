import { type ErrorCode, errorCodes } from '@/lib/errors'
import { LogCursor } from '@/lib/pods/log-cursor'
import { type LogMark, type LogSource, timeOf } from '@/lib/pods/log-wire'
import { LogLag } from './log-lag'
import { LogStore } from './log-store'
import { WireReader } from './wire-reader'

/** The server says something every 5 s; after this long without a word the connection is lost, ms. */
const silenceMs = 12_000
const retryMs = 1000
/** A browser has six connections to us: a log that nobody has seen for so long, ms, leaves its own to other tabs. */
const restMs = 5000

export type FeedState =
  | { readonly kind: 'opening' | 'open' | 'done' }
  /** Since when, in epoch ms. `resting`: its tab is hidden. */
  | { readonly kind: 'lost' | 'resting'; readonly at: number }
  | { readonly kind: 'refused'; readonly code: ErrorCode }

/** A row of our own among the lines. */
export type RowMark =
  | Exclude<LogMark, { kind: 'sent' | 'beat' | 'source' | 'more' | 'done' }>
  /** This page was without Ordinal for so long. */
  | { readonly kind: 'rejoined'; readonly seconds: number }
  /** Its tab was hidden for so long. */
  | { readonly kind: 'rested'; readonly seconds: number }

export interface FeedSource extends LogSource {
  readonly cursor: LogCursor
}

interface Request {
  /** The address, asked anew for each connection; `since` where it goes on. */
  readonly url: (since: string | null) => URL
  readonly changed: () => void
  readonly restMs?: number
}

const encoder = new TextEncoder()

/**
 * Reads one log into a store for as long as somebody looks. What is not read is not sent: a pause reaches the node. A
 * hidden one rests and goes on where it was.
 */
export class LogFeed {
  readonly store = new LogStore()
  readonly lag = new LogLag()
  readonly sources: FeedSource[] = []
  state: FeedState = { kind: 'opening' }
  /** Containers that the stream leaves out. */
  left = 0
  /** Lines come in, but none is read. */
  isPaused = false
  /** The view is full, and the person reads old lines in it. */
  isHeld = false
  readonly #request: Request
  readonly #gone = new AbortController()
  #goOn = Promise.withResolvers<void>()
  #connection = new AbortController()
  #hiddenTimer: ReturnType<typeof setTimeout> | undefined
  /** Resolves when the tab is seen; null while it is. */
  #seen: PromiseWithResolvers<void> | null = null
  /** It rested so long, s, and no line came since. */
  #rested: number | null = null
  #sentAt: string | null = null
  /** This connection's number of a source → its place in `sources`. */
  #places = new Map<number, number>()

  constructor(request: Request) {
    this.#request = request
  }

  async run(): Promise<void> {
    const { signal } = this.#gone
    while (!signal.aborted) {
      await this.#seen?.promise
      if (signal.aborted) return
      const isOver = await this.#readOnce()
      if (signal.aborted || isOver) return
      if (this.#seen !== null) continue
      if (this.state.kind !== 'lost') this.#become({ kind: 'lost', at: this.#awayAt() })
      await new Promise((resolve) => setTimeout(resolve, retryMs))
    }
  }

  stop(): void {
    this.#gone.abort()
    this.#goOn.resolve()
    clearTimeout(this.#hiddenTimer)
    this.#seen?.resolve()
  }

  /** A tab that is hidden for long rests until it is seen. */
  setHidden(isHidden: boolean): void {
    clearTimeout(this.#hiddenTimer)
    const hiddenAt = Date.now()
    if (isHidden) this.#hiddenTimer = setTimeout(() => this.#rest(hiddenAt), this.#request.restMs ?? restMs)
    else {
      this.#seen?.resolve()
      this.#seen = null
    }
  }

  #rest(hiddenAt: number): void {
    if (this.state.kind === 'done' || this.state.kind === 'refused') return
    this.#seen ??= Promise.withResolvers<void>()
    this.#become({ kind: 'resting', at: this.#awayAt(hiddenAt) })
    this.#connection.abort()
    this.#goOn.resolve()
    this.#goOn = Promise.withResolvers<void>()
  }

  /** Since when this page is without its log. */
  #awayAt(now = Date.now()): number {
    return 'at' in this.state ? this.state.at : now
  }

  setPaused(isPaused: boolean): void {
    this.isPaused = isPaused
    this.#wake()
  }

  /** While the person reads old lines, new ones must not push them out. */
  setHeld(isHeld: boolean): void {
    if (isHeld === this.isHeld) return
    this.isHeld = isHeld
    this.#wake()
  }

  #wake(): void {
    if (!this.#isResting()) {
      this.#goOn.resolve()
      this.#goOn = Promise.withResolvers<void>()
    }
    this.#request.changed()
  }

  #isResting(): boolean {
    return this.isPaused || (this.isHeld && this.store.isFull)
  }

  /** One connection, until it ends. Gives whether nothing comes any more. */
  async #readOnce(): Promise<boolean> {
    const connection = new AbortController()
    this.#connection = connection
    let timer = setTimeout(() => connection.abort(), silenceMs)
    try {
      const signal = AbortSignal.any([this.#gone.signal, connection.signal])
      const response = await fetch(this.#request.url(this.#sentAt), {
        signal,
        cache: 'no-store',
        redirect: 'manual',
      })
      const refusal = await readRefusal(response)
      if (refusal !== null) this.#become({ kind: 'refused', code: refusal })
      if (refusal !== null || !response.ok || response.body === null) return refusal !== null
      this.#rejoin()
      const reader = response.body.getReader()
      const wire = new WireReader()
      for (;;) {
        while (this.#isResting() && !signal.aborted) {
          clearTimeout(timer)
          await this.#goOn.promise
        }
        clearTimeout(timer)
        timer = setTimeout(() => connection.abort(), silenceMs)
        const { done, value } = await reader.read()
        if (done) return false
        if (this.#take(wire, value)) return true
        this.#request.changed()
      }
    } catch {
      return false
    } finally {
      clearTimeout(timer)
    }
  }

  #become(state: FeedState): void {
    this.state = state
    this.#request.changed()
  }

  #rejoin(): void {
    const seconds = Math.round((Date.now() - this.#awayAt()) / 1000)
    if (this.state.kind === 'lost') this.#addMark(0, { kind: 'rejoined', seconds })
    if (this.state.kind === 'resting') this.#rested = seconds
    this.#places = new Map()
    // The API counts in seconds. A log whose last line is older than that has nothing to say again.
    const again = this.#sentAt === null ? 0 : Math.floor(Date.parse(this.#sentAt) / 1000) * 1000
    for (const { cursor } of this.sources) {
      if (timeOf(cursor.at) >= again) cursor.rewind()
      else cursor.settle()
    }
    this.#become({ kind: 'open' })
  }

  /** Gives whether that was all. */
  #take(wire: WireReader, chunk: Uint8Array): boolean {
    let last: number | null = null
    for (const item of wire.push(chunk)) {
      if (item.kind === 'mark') {
        if (item.mark.kind === 'done') {
          this.#become({ kind: 'done' })
          return true
        }
        this.#takeMark(item.mark)
        continue
      }
      if (item.kind === 'more') continue
      const place = this.#places.get(item.n)
      const source = place === undefined ? undefined : this.sources[place]
      if (source === undefined || place === undefined) continue
      const verdict = source.cursor.take(item.at)
      if (verdict === 'seen') continue
      if (this.#rested !== null) this.#addMark(place, { kind: 'rested', seconds: this.#rested })
      this.#rested = null
      if (verdict === 'gap') {
        this.#addMark(place, { kind: 'gap', n: place })
        source.cursor.accept(item.at)
      }
      this.store.append(place, item.time, item.text)
      last = item.time
    }
    if (last !== null) this.lag.hear(last, Date.now())
    return false
  }

  #takeMark(mark: LogMark): void {
    switch (mark.kind) {
      case 'source':
        this.#places.set(mark.n, this.#placeOf(mark))
        return
      case 'sent':
        this.#sentAt = mark.at
        return
      case 'more':
        this.left = mark.count
        return
      case 'beat':
      case 'done':
        return
      default: {
        const place = this.#places.get(mark.n) ?? 0
        this.#addMark(place, { ...mark, n: place })
      }
    }
  }

  #placeOf({ uid, container, ...facts }: LogSource): number {
    const known = this.sources.findIndex((source) => source.uid === uid && source.container === container)
    if (known >= 0) return known
    this.sources.push({ ...facts, uid, container, cursor: new LogCursor() })
    return this.sources.length - 1
  }

  #addMark(place: number, mark: RowMark): void {
    const last = this.store.get(this.store.end - 1)
    this.store.append(place, last?.time ?? Date.now(), encoder.encode(JSON.stringify(mark)), true)
  }
}

/** Why the person gets no log; null when they do, or when it is worth another try. */
async function readRefusal(response: Response): Promise<ErrorCode | null> {
  if (response.type === 'opaqueredirect') return 'unauthenticated'
  if (response.ok) return null
  const body: unknown = await response.json().catch(() => null)
  const code = (body as { code?: unknown } | null)?.code
  if (typeof code !== 'string' || !Object.hasOwn(errorCodes, code)) return null
  const isPassing = ['cluster_unreachable', 'cluster_timeout', 'cluster_throttled', 'database_unavailable']
  return isPassing.includes(code) ? null : (code as ErrorCode)
}
