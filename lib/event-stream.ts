import 'server-only'

/** One browser is told at most four times a second. */
const paceMs = 250
/** So often it hears that all is well, and so soon that something is away. */
const beatMs = 5000
const lookMs = 1000

const beat = 'event: beat\ndata:\n\n'

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
 * `beat` when nothing happens. The next is made only when the reader took the former, so that one who does not read costs
 * no memory. Ends when the signal aborts.
 */
export function eventStream(source: Source, signal: AbortSignal): Response {
  const encoder = new TextEncoder()
  const left = new AbortController()
  const texts = tell(source, AbortSignal.any([signal, left.signal]))
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await texts.next()
        if (left.signal.aborted) return
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      cancel() {
        left.abort()
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // `no-transform`: a compressing server would keep events back.
      'Cache-Control': 'private, no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  })
}

async function* tell(source: Source, stop: AbortSignal): AsyncGenerator<string, void> {
  const changes = new Changes(source.onChange, stop)
  let saidAt = Date.now()
  let toldAt = 0
  yield 'retry: 1000\n\n'
  while (!stop.aborted) {
    changes.take()
    const reading = source.next()
    let event = await within(reading, beatMs, stop)
    for (; event === undefined && !stop.aborted; event = await within(reading, beatMs, stop)) yield beat
    if (stop.aborted) return
    if (event) {
      saidAt = toldAt = Date.now()
      yield toText(event)
    } else if (Date.now() - saidAt >= beatMs) {
      saidAt = Date.now()
      yield beat
    }
    await changes.wait(lookMs)
    await pause(toldAt + paceMs - Date.now(), stop)
  }
}

function toText({ event, id, data }: ServerEvent): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`
}

/** Undefined when it is not there by then, ms, or when the signal aborts. */
function within<T>(reading: Promise<T>, ms: number, stop: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const late = () => resolve(undefined)
    const timer = setTimeout(late, ms)
    stop.addEventListener('abort', late)
    const end = () => {
      clearTimeout(timer)
      stop.removeEventListener('abort', late)
    }
    reading.then(resolve, reject).finally(end)
  })
}

async function pause(ms: number, stop: AbortSignal): Promise<void> {
  if (ms > 0) await within(new Promise(() => {}), ms, stop)
}

/** Remembers whether anything changed; listens until the signal aborts. */
class Changes {
  #isAny = false
  #told = () => {}

  constructor(onChange: Source['onChange'], stop: AbortSignal) {
    if (stop.aborted) return
    const forget = onChange(() => this.#ring())
    stop.addEventListener('abort', () => {
      forget()
      this.#ring()
    })
  }

  /** What changed so far is about to be read. */
  take(): void {
    this.#isAny = false
  }

  /** Until something changes, and no longer than this, ms. */
  async wait(ms: number): Promise<void> {
    if (this.#isAny) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#told = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  #ring(): void {
    this.#isAny = true
    this.#told()
  }
}
