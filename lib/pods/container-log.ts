import 'server-only'
import { isAppError, toAppError } from '../errors.ts'
import type { LogWindow } from '../kubernetes/logs.ts'
import { LogCursor, sinceTimeOf } from './log-cursor.ts'
import { LineSplitter, type LogPiece } from './log-lines.ts'
import type { LogContainer } from './log-pod.ts'
import { type SourceMark, timestampOf } from './log-wire.ts'

export type LogItem =
  /** With its timestamp, without its end. */
  | { readonly kind: 'line'; readonly at: string; readonly line: Uint8Array }
  /** What else belongs to the line before. */
  | { readonly kind: 'more'; readonly line: Uint8Array }
  | { readonly kind: 'mark'; readonly mark: SourceMark }

/** Where a log begins. */
export interface LogStart {
  /** So many lines from the end; null for all that the node keeps. */
  readonly tail: number | null
  /** ISO 8601: what was written before is left out. */
  readonly since: string | null
  /** The run before the present one comes first. */
  readonly withPrevious: boolean
  /** Goes on with what is written from now on, through every restart, until the pod is gone. */
  readonly follow: boolean
}

interface Surroundings {
  /** The container as it is now; null when its pod is gone. */
  readonly find: () => LogContainer | null
  /** Resolves when the pod changed, after so many ms, or with the signal. */
  readonly changed: (ms: number) => Promise<void>
  /** Throws as openLog does. */
  readonly open: (window: LogWindow) => Promise<ReadableStream<Uint8Array>>
  readonly signal: AbortSignal
}

const firstRetryMs = 250
const longestRetryMs = 10_000
/** A log that was open as long is no sign of trouble, however it ended. */
const soundMs = 5000

/** The log of one container of one pod, through restarts and lost connections, without a line that is lost or doubled. */
export class ContainerLog {
  readonly #around: Surroundings
  readonly #start: LogStart
  readonly #cursor = new LogCursor()
  /** The run that is read; null before the first. */
  #run: number | null = null
  /** The run that is read has ended, and its log was read to its end. */
  #isComplete = false
  #isLost = false
  #said = ''

  constructor(start: LogStart, around: Surroundings) {
    this.#start = start
    this.#around = around
  }

  /** Batches as they come; the next one is read when it is asked for. */
  async *read(): AsyncGenerator<LogItem[]> {
    const { find, changed, signal } = this.#around
    let failures = 0
    while (!signal.aborted) {
      const now = find()
      if (now === null) return yield [mark({ kind: 'gone' })]
      if (!isReadable(now)) {
        if (!this.#start.follow) return
        yield* this.#say({ kind: 'waiting', reason: now.reason })
        await changed(longestRetryMs)
        continue
      }
      if (this.#isComplete && now.run === this.#run) {
        await changed(longestRetryMs)
        continue
      }
      const startedAt = Date.now()
      try {
        yield* this.#readRun(now)
      } catch (thrown) {
        if (signal.aborted) return
        yield* this.#fail(thrown)
      }
      failures = Date.now() - startedAt >= soundMs ? 0 : failures + 1
      if (!this.#start.follow) return
      yield* this.#finishRun()
      if (!this.#isComplete) await changed(retryMs(failures))
    }
  }

  /** What the kubelet serves at present, until it ends. */
  async *#readRun(now: LogContainer): AsyncGenerator<LogItem[]> {
    const { tail, since, follow } = this.#start
    const isFirst = this.#run === null
    const isNext = now.run > (this.#run ?? now.run)
    const { at } = this.#cursor
    const isAgain = !isNext && at !== ''
    const begin = isNext ? {} : { tailLines: tail, sinceTime: since }
    const window = isAgain ? { sinceTime: sinceTimeOf(at) } : begin
    const stream = await this.#around.open({ ...window, follow, previous: false })
    try {
      if (isFirst) yield* this.#readBefore(now)
      if (isNext) yield* this.#goOver(now)
    } catch (thrown) {
      await stream.cancel().catch(() => undefined)
      throw thrown
    }
    this.#isComplete = false
    this.#run = Math.max(now.run, this.#run ?? 0)
    if (isAgain) this.#cursor.rewind()
    if (this.#isLost) yield [mark({ kind: 'resumed' })]
    this.#isLost = false
    yield* this.#readLines(stream, () => (isAgain ? this.#bridge() : nothing()))
  }

  /** The run before, where it is asked for. */
  async *#readBefore({ state, last }: LogContainer): AsyncGenerator<LogItem[]> {
    const { tail, since, withPrevious } = this.#start
    if (last === null || state === 'waiting') return
    const isWithin = since !== null && Date.parse(last.at) >= Date.parse(since)
    if (!withPrevious && !isWithin) return
    yield* this.#readPrevious({ tailLines: tail, sinceTime: since })
    yield [mark({ kind: 'restart', reason: last.reason, exitCode: last.exitCode })]
  }

  /**
   * From one run to the next: what the former one wrote at its end. Where the last known line is not in it, the next run
   * may be known in part: the kubelet changes over before the cluster says so.
   */
  async *#goOver({ run, state, last }: LogContainer): AsyncGenerator<LogItem[]> {
    const isNext = run === (this.#run ?? 0) + 1
    const { at } = this.#cursor
    this.#cursor.rewind()
    // While a container waits to be started again, the kubelet's previous run is its present one.
    const isWhole =
      state !== 'waiting' && (yield* this.#readPrevious({ sinceTime: at === '' ? null : sinceTimeOf(at) }))
    if (!isNext || !(isWhole || this.#isComplete)) yield [mark({ kind: 'gap' })]
    yield [mark({ kind: 'restart', reason: last?.reason ?? '', exitCode: last?.exitCode ?? 0 })]
    this.#said = ''
  }

  /** The last known line is not in the log any more: the container was started again before the cluster said so, or its log was rotated. */
  async *#bridge(): AsyncGenerator<LogItem[]> {
    const isWhole = yield* this.#readPrevious({ sinceTime: sinceTimeOf(this.#cursor.at) })
    if (isWhole) this.#run = (this.#run ?? 0) + 1
    yield [mark(isWhole ? { kind: 'restart', reason: '', exitCode: 0 } : { kind: 'gap' })]
  }

  /** What is not kept any more is not there. Gives whether what is known and what comes next hang together. */
  async *#readPrevious(window: LogWindow): AsyncGenerator<LogItem[], boolean> {
    const stream = await this.#around
      .open({ ...window, follow: false, previous: true })
      .catch((error: unknown) => {
        if (isAppError(error, 'cluster_invalid') || isAppError(error, 'not_found')) return null
        throw error
      })
    if (stream === null) return false
    return yield* this.#readLines(stream, nothing)
  }

  async *#readLines(
    stream: ReadableStream<Uint8Array>,
    bridge: () => AsyncGenerator<LogItem[]>,
  ): AsyncGenerator<LogItem[], boolean> {
    const reader = stream.getReader()
    const splitter = new LineSplitter(!this.#start.follow)
    let isShown = false
    let hasGap = false
    try {
      for (let isOpen = true; isOpen; ) {
        const { done, value } = await reader.read()
        isOpen = !done
        const items: LogItem[] = []
        for (const piece of done ? splitter.end() : splitter.push(value)) {
          if ('left' in piece) {
            if (isShown) items.push(mark({ kind: 'cut', bytes: piece.left }))
            continue
          }
          if ('more' in piece) {
            if (isShown) items.push({ kind: 'more', line: piece.more })
            continue
          }
          const line = this.#toLine(piece)
          const verdict = this.#cursor.take(line.at)
          isShown = verdict !== 'seen'
          if (verdict === 'gap') {
            hasGap = true
            yield* bridge()
            this.#cursor.accept(line.at)
          }
          if (isShown) items.push(line)
        }
        if (items.length > 0) yield items
      }
      return !hasGap && this.#cursor.isFound
    } finally {
      await reader.cancel().catch(() => undefined)
    }
  }

  /** A line without a timestamp of its own gets that of the one before. */
  #toLine({ line }: Extract<LogPiece, { line: Uint8Array }>): Extract<LogItem, { kind: 'line' }> {
    const own = timestampOf(line)
    if (own !== '') return { kind: 'line', at: own, line }
    const at = this.#cursor.at || new Date(0).toISOString()
    return { kind: 'line', at, line: Buffer.concat([Buffer.from(`${at} `), line]) }
  }

  /** Whether the run is over, now that its log has come to an end. */
  async *#finishRun(): AsyncGenerator<LogItem[]> {
    const now = this.#around.find()
    if (now === null || now.state === 'running' || now.run !== this.#run || this.#isLost) return
    this.#isComplete = true
    const { reason, exitCode } = now.state === 'ended' ? now : (now.last ?? now)
    yield* this.#say({ kind: 'ended', reason, exitCode })
  }

  async *#fail(thrown: unknown): AsyncGenerator<LogItem[]> {
    const { code } = toAppError(thrown)
    // The pod is not what the watch said last; it will say more.
    if (code === 'not_found' || code === 'cluster_invalid') return
    if (!this.#isLost) yield [mark({ kind: 'lost', code })]
    this.#isLost = true
  }

  /** The same is said once. */
  async *#say(one: SourceMark): AsyncGenerator<LogItem[]> {
    const text = JSON.stringify(one)
    if (this.#said === text) return
    this.#said = text
    yield [mark(one)]
  }
}

async function* nothing(): AsyncGenerator<LogItem[]> {}

const mark = (one: SourceMark): LogItem => ({ kind: 'mark', mark: one })

/** The kubelet has a log of it: a container that waits to be started again has that of its last run. */
function isReadable({ state, last }: LogContainer): boolean {
  return state !== 'waiting' || last !== null
}

function retryMs(failures: number): number {
  const most = Math.min(longestRetryMs, firstRetryMs * 2 ** failures)
  return most / 2 + (Math.random() * most) / 2
}
