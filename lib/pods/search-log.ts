import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError, isAppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { openLog } from '../kubernetes/logs.ts'
import { requireContainer } from './get.ts'
import { toText } from './log-ansi.ts'
import { LineSplitter } from './log-lines.ts'
import { type LogHit, type LogQuery, maxHits, type SearchNews, toFinder } from './log-query.ts'
import type { SearchLogInput } from './schema.ts'
import { withinTime } from './within-time.ts'

/** A search ends after this time, ms, however long the log is. */
const searchMs = 60_000
/** Lines are looked at in batches of so many bytes; an expression that takes longer for one, ms, would never end. */
const batchBytes = 128 * 1024
const batchMs = 100
const tellMs = 250
/** A person whose expression took too long waits so long, ms, for the next one: it holds up everybody. */
const restMs = 2000
const slowAt = new Map<string, number>()

/**
 * Looks through all that the node keeps of a container's log, in bounded memory. Throws `not_found` where there is no such
 * container, `throttled` right after an expression that took too long.
 */
export async function searchLog(
  scope: ProjectScope<'pod:log'>,
  input: SearchLogInput,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  await requireContainer(scope, input.pod, input.container)
  if (input.isRegex) requireRested(scope.user.id)
  const left = new AbortController()
  const late = AbortSignal.timeout(searchMs)
  const search = new Search(scope, input, AbortSignal.any([signal, left.signal, late]), late)
  const news = search.run()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await news.next()
        if (done) controller.close()
        else controller.enqueue(Buffer.from(value.map((one) => `${JSON.stringify(one)}\n`).join('')))
      },
      cancel() {
        left.abort()
      },
    },
    { highWaterMark: 0 },
  )
}

function requireRested(userId: string): void {
  for (const [user, at] of slowAt) if (Date.now() - at > restMs) slowAt.delete(user)
  if (slowAt.has(userId)) throw new AppError('throttled', { retryAfterSeconds: Math.ceil(restMs / 1000) })
}

type EndReason = Extract<SearchNews, { kind: 'end' }>['reason']

class Search {
  readonly #scope: ProjectScope<'pod:log'>
  readonly #input: SearchLogInput
  readonly #signal: AbortSignal
  readonly #late: AbortSignal
  #lines = 0
  #hits = 0
  #at = ''

  constructor(scope: ProjectScope<'pod:log'>, input: SearchLogInput, signal: AbortSignal, late: AbortSignal) {
    this.#scope = scope
    this.#input = input
    this.#signal = signal
    this.#late = late
  }

  async *run(): AsyncGenerator<SearchNews[]> {
    let reason: EndReason = 'whole'
    try {
      for (const isPrevious of this.#input.withPrevious ? [true, false] : [false]) {
        reason = yield* this.#searchRun(isPrevious)
        if (reason !== 'whole') break
      }
    } catch {
      reason = this.#late.aborted ? 'late' : 'lost'
    }
    yield [{ kind: 'end', reason, lines: this.#lines, hits: this.#hits }]
  }

  async *#searchRun(isPrevious: boolean): AsyncGenerator<SearchNews[], EndReason> {
    const stream = await this.#open(isPrevious)
    if (stream === null) return 'whole'
    const find = hitFinder(this.#input, isPrevious)
    let toldAt = 0
    let before = 0
    for await (const lines of readBatches(stream)) {
      const found = this.#input.isRegex ? withinTime(() => find(lines, before), batchMs) : find(lines, before)
      if (found === null) {
        slowAt.set(this.#scope.user.id, Date.now())
        return 'slow'
      }
      const news: SearchNews[] = found
        .slice(0, Math.max(0, maxHits - this.#hits))
        .map((hit) => ({ kind: 'hit', ...hit }))
      before += lines.length
      this.#lines += lines.length
      this.#hits += found.length
      this.#at = atOf(lines.at(-1) ?? '')
      const isDue = Date.now() - toldAt >= tellMs
      if (isDue) toldAt = Date.now()
      if (isDue) news.push({ kind: 'progress', lines: this.#lines, hits: this.#hits, at: this.#at })
      if (news.length > 0) yield news
    }
    return 'whole'
  }

  /** Null where there is no such run. */
  #open(previous: boolean): Promise<ReadableStream<Uint8Array> | null> {
    const { project } = this.#scope
    const { pod, container } = this.#input
    const log = { namespace: project.namespace, pod, container, previous }
    return openLog(getCluster(project.cluster), log, this.#signal).catch((error: unknown) => {
      if (isAppError(error, 'cluster_invalid') || isAppError(error, 'not_found')) return null
      throw error
    })
  }
}

/** Lines with their timestamps, in batches; of a line that is too long only its beginning. */
async function* readBatches(stream: ReadableStream<Uint8Array>): AsyncGenerator<string[]> {
  const splitter = new LineSplitter()
  const reader = stream.getReader()
  let [lines, bytes]: [string[], number] = [[], 0]
  try {
    for (let isOpen = true; isOpen; ) {
      const { done, value } = await reader.read()
      isOpen = !done
      for (const piece of done ? splitter.end() : splitter.push(value)) {
        if (!('line' in piece)) continue
        lines.push(Buffer.from(piece.line.buffer, piece.line.byteOffset, piece.line.length).toString())
        bytes += piece.line.length
      }
      if (lines.length === 0 || (isOpen && bytes < batchBytes)) continue
      yield lines
      lines = []
      bytes = 0
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** The kubelet writes a timestamp and a blank before each line. */
const atOf = (line: string) => line.slice(0, line.indexOf(' '))

/** Characters of a line that are told, and how many of them before the place. */
const excerptLength = 240
const excerptBefore = 60

/** Finds hits in lines, before which there are so many others. */
function hitFinder(query: LogQuery, isPrevious: boolean) {
  const find = toFinder(query)
  return (lines: readonly string[], before: number): LogHit[] =>
    lines.flatMap((line, index) => {
      const text = toText(line.slice(line.indexOf(' ') + 1))
      const place = find(text)
      if (place === null) return []
      const begin = Math.max(0, place[0] - excerptBefore)
      const [from, to] = place.map((at) => Math.min(at - begin, excerptLength)) as [number, number]
      const excerpt = text.slice(begin, begin + excerptLength).toWellFormed()
      return [{ line: before + index + 1, isPrevious, at: atOf(line), text: excerpt, from, to }]
    })
}
