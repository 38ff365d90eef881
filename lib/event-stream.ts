import 'server-only'

/** One browser is told at most four times a second. */
const paceMs = 250
/** So often it hears that all is well, and so soon that something is away. */
const beatMs = 5000
const lookMs = 1000

export interface ServerEvent {
  readonly event: string
  /** From here the next connection goes on. */
  readonly id?: string
  /** One line. */
  readonly data: string
}

interface Source {
  /** What the browser does not have yet; null when it has it all. */
  readonly next: () => Promise<ServerEvent | null>
  /** Calls `changed` after each change, until the function that this gives is called. */
  readonly onChange: (changed: () => void) => () => void
}

/**
 * Server-sent events (WHATWG HTML 9.2): what `next` gives, at once after a change but not more often than the pace, and
 * `beat` when nothing happens. Ends when the signal aborts.
 */
export function eventStream(source: Source, signal: AbortSignal): Response {
  const encoder = new TextEncoder()
  const ended = new AbortController()
  const stop = AbortSignal.any([signal, ended.signal])
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => {
        if (!stop.aborted) controller.enqueue(encoder.encode(text))
      }
      const tell = async () => {
        const next = await source.next()
        if (next === null) return false
        const id = next.id === undefined ? '' : `id: ${next.id}\n`
        send(`event: ${next.event}\n${id}data: ${next.data}\n\n`)
        return true
      }
      send('retry: 1000\n\n')
      await tell()
      const fail = (error: unknown) => {
        if (!stop.aborted) controller.error(error)
        ended.abort()
      }
      const unfollow = follow(source.onChange, tell, () => send('event: beat\ndata:\n\n'), fail)
      const finish = () => {
        unfollow()
        if (!ended.signal.aborted) controller.close()
      }
      if (stop.aborted) finish()
      else stop.addEventListener('abort', finish, { once: true })
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

/** Tells after each change and looks around now and then, until the function that this gives is called. */
function follow(
  onChange: Source['onChange'],
  tell: () => Promise<boolean>,
  beat: () => void,
  fail: (error: unknown) => void,
): () => void {
  let saidAt = Date.now()
  let toldAt = 0
  let timer: NodeJS.Timeout | null = null
  let isTelling = false
  /** Something changed after what is being told was read. */
  let isBehind = false
  const say = async () => {
    isTelling = true
    isBehind = false
    const isTold = await tell()
    isTelling = false
    timer = null
    if (isTold) toldAt = saidAt = Date.now()
    if (isBehind) soon()
  }
  const soon = () => {
    if (isTelling) isBehind = true
    timer ??= setTimeout(() => void say().catch(fail), Math.max(0, toldAt + paceMs - Date.now()))
  }
  const forget = onChange(soon)
  const look = setInterval(() => {
    soon()
    if (Date.now() - saidAt < beatMs) return
    saidAt = Date.now()
    beat()
  }, lookMs)
  return () => {
    forget()
    clearInterval(look)
    if (timer !== null) clearTimeout(timer)
  }
}
