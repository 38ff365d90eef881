import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { catalog } from './catalog.ts'
import { type ListPage, listStatefulSets, readPage } from './list.ts'
import type { ListQuery } from './query.ts'
import type { SetRow } from './row.ts'

/** One browser is told at most four times a second. */
const paceMs = 250
/** So often it hears that all is well, and so soon that a cluster is not heard. */
const beatMs = 5000
const lookMs = 1000

/** What changed on a page; what did not is absent. */
export interface ListDelta {
  /** `<epoch>.<count>`: from here the next one goes on. */
  readonly version: string
  /** The rows that are on the page now, in order, by key. */
  readonly keys?: readonly string[]
  /** The ones of them that are new or different. */
  readonly rows?: readonly SetRow[]
  readonly around?: Omit<ListPage, 'rows' | 'version' | 'movedAt'>
}

/**
 * The page of a query and then what changes on it, as server-sent events: `page` with a ListDelta whose id is its
 * version, and `beat` when nothing happens. From `since`, a version of this process, only what changed since is sent;
 * from any other, all. Ends when the signal aborts.
 */
export function openLiveList(
  scopes: readonly ProjectScope<'statefulset:view'>[],
  query: ListQuery,
  since: string,
  signal: AbortSignal,
): Response {
  const encoder = new TextEncoder()
  const ended = new AbortController()
  const stop = AbortSignal.any([signal, ended.signal])
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      const page = await listStatefulSets(scopes, query)
      if (stop.aborted) return
      const sender = new DeltaSender(since)
      const tell = (now: ListPage) => {
        const delta = sender.next(now)
        if (delta !== null) send(`event: page\nid: ${delta.version}\ndata: ${JSON.stringify(delta)}\n\n`)
        return delta !== null
      }
      send('retry: 1000\n\n')
      tell(page)
      follow(
        () => tell(readPage(scopes, query)),
        () => send('event: beat\ndata:\n\n'),
        stop,
        () => {
          if (!ended.signal.aborted) controller.close()
        },
      )
    },
    cancel() {
      ended.abort()
    },
  })
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // `no-transform`: a compressing server would keep events back.
      'Cache-Control': 'private, no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  })
}

/** Calls `tell` at once after a change, but not more often than the pace, and looks around now and then. */
function follow(tell: () => boolean, beat: () => void, signal: AbortSignal, end: () => void): void {
  let saidAt = Date.now()
  let toldAt = 0
  let timer: NodeJS.Timeout | null = null
  const say = () => {
    timer = null
    if (tell()) toldAt = saidAt = Date.now()
  }
  const soon = () => {
    timer ??= setTimeout(say, Math.max(0, toldAt + paceMs - Date.now()))
  }
  const forget = catalog().onChange(soon)
  const look = setInterval(() => {
    soon()
    if (Date.now() - saidAt < beatMs) return
    saidAt = Date.now()
    beat()
  }, lookMs)
  const stop = () => {
    forget()
    clearInterval(look)
    if (timer !== null) clearTimeout(timer)
    end()
  }
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
}

/** Compares each page with the one that was sent last. */
export class DeltaSender {
  /** Key → the change from which the browser has the row. */
  #known = new Map<string, number>()
  #keys: string | null = null
  #around = ''
  /** What the browser has at the start: its page as of this change; -1 when it has nothing of this process. */
  #since: number

  constructor(since: string) {
    this.#since = catalog().readVersion(since)
  }

  /** Null when the browser has it all. */
  next({ rows, version, movedAt, ...around }: ListPage): ListDelta | null {
    // Rows that came to the page meanwhile are older than their coming, and the browser does not have them.
    if (movedAt > this.#since) this.#since = -1
    const changed = rows.filter(({ key, sequence }) => {
      const known = this.#known.get(key)
      return known === undefined ? sequence > this.#since : known !== sequence
    })
    const keys = rows.map(({ key }) => key)
    const isMoved = keys.join() !== this.#keys
    const aroundText = JSON.stringify(around)
    const isAround = aroundText !== this.#around
    this.#known = new Map(rows.map(({ key, sequence }) => [key, sequence]))
    this.#keys = keys.join()
    this.#around = aroundText
    // A row that comes to the page later was not on the browser's page at the start.
    this.#since = -1
    if (changed.length === 0 && !isMoved && !isAround) return null
    return {
      version,
      ...(isMoved ? { keys } : {}),
      ...(changed.length === 0 ? {} : { rows: changed.map(({ sequence: _, ...row }) => row) }),
      ...(isAround ? { around } : {}),
    }
  }
}
