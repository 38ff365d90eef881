import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LogItem } from './container-log.ts'
import { timeOf } from './log-wire.ts'

export interface MergedItem {
  readonly n: number
  readonly item: LogItem
}

/** A log that has more to give answers at once, ms; one that does not has said all that was written so far. */
const promptMs = 20
/** After prompt answers the next one is waited for this long, ms, before the lines of others go out. */
const patienceMs = 100
/**
 * A log that was just opened may take longer, ms, and some times as long as others took, where the cluster is slow: its
 * oldest lines are older than all that those say by then. One that has nothing to say does not answer at all.
 */
const openingMs = 400
const openingTimes = 3
const longestOpeningMs = 3000
/** What several logs write at the same moment comes within this time, ms, and is put in order. */
const gatherMs = 20
/** Bytes that go out in one batch. */
const batchBytes = 64 * 1024
/** A line that let so many bytes of others pass goes first, so that a storm holds up nobody. */
const fairBytes = 1024 * 1024

interface Source {
  readonly n: number
  readonly log: AsyncIterator<LogItem[]>
  items: readonly LogItem[]
  next: number
  /** Of its next item, epoch ms. */
  time: number
  /** When what is not there yet was asked for, ms; null when nothing is. */
  askedAt: number | null
  /** How long the last answer took, ms; null before the first. */
  answeredMs: number | null
  /** Bytes that had gone out when its next item came to be the next. */
  readyAt: number
  /** The timestamp of the last line that went out. */
  sentAt: string
}

/** Several logs as one, by the times of their lines. Nothing is read from a log whose lines wait. */
export class LogMerge {
  readonly #sources = new Set<Source>()
  #sentBytes = 0
  /** The longest that a log took to answer at first, ms. */
  #openedMs = 0
  #woken = Promise.withResolvers<void>()
  #failure: unknown = null

  add(n: number, log: AsyncIterator<LogItem[]>): void {
    this.#sources.add({
      ...{ n, log, items: [], next: 0, time: 0, askedAt: null, answeredMs: null },
      ...{ readyAt: 0, sentAt: '' },
    })
    this.#woken.resolve()
  }

  /** Whether all logs have come to their end. */
  get isOver(): boolean {
    return this.#sources.size === 0
  }

  /** Up to where everything went out, as a timestamp; '' before the first line. */
  get sentAt(): string {
    const now = performance.now()
    const all = [...this.#sources].filter(({ sentAt }) => sentAt !== '')
    const behind = all.filter((source) => isReady(source) || this.#isAwaited(source, now))
    const times = (behind.length > 0 ? behind : all).map(({ sentAt }) => sentAt)
    const sorted = times.sort((a, b) => timeOf(a) - timeOf(b))
    return (behind.length > 0 ? sorted[0] : sorted.at(-1)) ?? ''
  }

  /** The next lines, in order; waits for them. Empty when all is over. Throws what a log throws. */
  async next(): Promise<MergedItem[]> {
    for (;;) {
      for (const source of this.#sources) this.#ask(source)
      if (this.#failure !== null) throw this.#failure
      const batch = this.#take()
      if (batch.length > 0 || this.isOver) return batch
      await this.#change()
    }
  }

  #ask(source: Source): void {
    if (isReady(source) || source.askedAt !== null) return
    const askedAt = performance.now()
    source.askedAt = askedAt
    source.log.next().then(
      ({ done, value }) => {
        const answeredMs = performance.now() - askedAt
        if (source.answeredMs === null) this.#openedMs = Math.max(this.#openedMs, answeredMs)
        source.askedAt = null
        source.answeredMs = answeredMs
        source.items = done ? [] : value
        source.next = 0
        this.#advance(source)
        if (done) this.#sources.delete(source)
        this.#woken.resolve()
      },
      (error: unknown) => {
        this.#failure = error
        this.#woken.resolve()
      },
    )
  }

  /** Until something came, or until no log is waited for any more. */
  async #change(): Promise<void> {
    const now = performance.now()
    const waits = [...this.#sources].flatMap((source) =>
      this.#isAwaited(source, now) ? [(source.askedAt ?? now) + this.#patienceWith(source) - now] : [],
    )
    const timer = waits.length > 0 ? setTimeout(() => this.#woken.resolve(), Math.min(...waits) + 1) : null
    await this.#woken.promise
    if (timer !== null) clearTimeout(timer)
    this.#woken = Promise.withResolvers<void>()
    if (timer === null && this.#sources.size > 1) await sleep(gatherMs)
  }

  #take(): MergedItem[] {
    const now = performance.now()
    if ([...this.#sources].some((source) => this.#isAwaited(source, now))) return []
    const ready = new Set([...this.#sources].filter(isReady))
    const batch: MergedItem[] = []
    let bytes = 0
    while (ready.size > 0 && bytes < batchBytes) {
      const source = this.#choose(ready)
      const item = source.items[source.next++]
      if (item === undefined) break
      batch.push({ n: source.n, item })
      if (item.kind !== 'mark') {
        bytes += item.line.length
        this.#sentBytes += item.line.length
      }
      if (item.kind === 'line') source.sentAt = item.at
      this.#advance(source)
      if (isReady(source)) continue
      // One that answers promptly has older lines than the others: it is asked first.
      if ((source.answeredMs ?? 0) < promptMs) break
      ready.delete(source)
    }
    return batch
  }

  #choose(ready: ReadonlySet<Source>): Source {
    const [first, ...others] = ready as ReadonlySet<Source> & Iterable<Source>
    let chosen = first as Source
    for (const source of others) {
      if (this.#sentBytes - source.readyAt > fairBytes) return source
      if (source.time < chosen.time) chosen = source
    }
    return chosen
  }

  /** Its next lines may be older than those of the others. */
  #isAwaited(source: Source, now: number): boolean {
    return source.askedAt !== null && now - source.askedAt < this.#patienceWith(source)
  }

  #patienceWith({ answeredMs }: Source): number {
    if (answeredMs === null)
      return Math.min(longestOpeningMs, Math.max(openingMs, openingTimes * this.#openedMs))
    return answeredMs < promptMs ? patienceMs : 0
  }

  /** A mark belongs behind the line before it. */
  #advance(source: Source): void {
    const head = source.items[source.next]
    source.readyAt = this.#sentBytes
    if (head?.kind === 'line') source.time = timeOf(head.at)
    else source.time = source.sentAt === '' ? Number.NEGATIVE_INFINITY : timeOf(source.sentAt)
  }
}

function isReady({ items, next }: Source): boolean {
  return next < items.length
}
