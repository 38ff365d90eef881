import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ProjectScope } from '../auth/scope.ts'
import { isAppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { openLog } from '../kubernetes/logs.ts'
import { ExpressionThread } from './expression-thread.ts'
import { requireContainer } from './get.ts'
import { toText } from './log-ansi.ts'
import { LineSplitter } from './log-lines.ts'
import { type LogHit, type LogQuery, maxHits, type SearchNews, toFinder, toPattern } from './log-query.ts'
import type { SearchLogInput } from './schema.ts'
import { takeSearchSeat } from './search-seats.ts'

/** A search ends after this time, ms, however long the log is. */
const searchMs = 60_000
/** Lines are looked at in batches of so many bytes; between two of them the process does something else. */
const batchBytes = 128 * 1024
const tellMs = 250

/**
 * Looks through all that the node keeps of a container's log, in bounded memory. Another search of the same person ends
 * it. Throws `not_found` where there is no such container, `throttled` where too many search, and right after an
 * expression that took too long.
 */
export async function searchLog(
  scope: ProjectScope<'pod:log'>,
  input: SearchLogInput,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  await requireContainer(scope, input.pod, input.container)
  const over = new AbortController()
  const late = AbortSignal.timeout(searchMs)
  const stop = AbortSignal.any([signal, over.signal, late])
  const seat = takeSearchSeat(scope.user.id, input.isRegex, stop)
  const search = new Search(scope, input, AbortSignal.any([stop, seat.taken]), {
    late,
    replaced: seat.taken,
    tookTooLong: seat.tookTooLong,
  })
  const news = search.run()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await news.next()
        if (!done)
          return controller.enqueue(Buffer.from(value.map((one) => `${JSON.stringify(one)}\n`).join('')))
        over.abort()
        controller.close()
      },
      cancel() {
        over.abort()
      },
    },
    { highWaterMark: 0 },
  )
}

interface Bounds {
  /** Its time is over. */
  readonly late: AbortSignal
  readonly replaced: AbortSignal
  readonly tookTooLong: () => void
}

type EndReason = Extract<SearchNews, { kind: 'end' }>['reason']

class Search {
  readonly #scope: ProjectScope<'pod:log'>
  readonly #input: SearchLogInput
  readonly #signal: AbortSignal
  readonly #bounds: Bounds
  #lines = 0
  #hits = 0
  #at = ''

  constructor(scope: ProjectScope<'pod:log'>, input: SearchLogInput, signal: AbortSignal, bounds: Bounds) {
    this.#scope = scope
    this.#input = input
    this.#signal = signal
    this.#bounds = bounds
  }

  async *run(): AsyncGenerator<SearchNews[]> {
    let reason: EndReason = 'whole'
    try {
      const find = makeFinder(this.#input, this.#signal)
      for (const isPrevious of this.#input.withPrevious ? [true, false] : [false]) {
        reason = yield* this.#searchRun(isPrevious, find)
        if (reason !== 'whole') break
      }
    } catch {
      reason = this.#brokenBy()
    }
    yield [{ kind: 'end', reason, lines: this.#lines, hits: this.#hits }]
  }

  #brokenBy(): EndReason {
    const { late, replaced } = this.#bounds
    return late.aborted ? 'late' : replaced.aborted ? 'replaced' : 'lost'
  }

  async *#searchRun(isPrevious: boolean, find: Find): AsyncGenerator<SearchNews[], EndReason> {
    const stream = await this.#open(isPrevious)
    if (stream === null) return 'whole'
    let toldAt = 0
    let before = 0
    for await (const lines of readBatches(stream)) {
      const places = await find(lines.map(textOf))
      if (this.#signal.aborted) return this.#brokenBy()
      if (places === null) {
        this.#bounds.tookTooLong()
        return 'slow'
      }
      const found = toHits(lines, places, before, isPrevious)
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
      await nextTurn()
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

type Place = ReturnType<ReturnType<typeof toFinder>>
/** Where each of the texts is meant; null where that would take too long. */
type Find = (texts: readonly string[]) => Promise<readonly Place[] | null>

/** Plain text is found here, and in a time that is known; an expression by itself, elsewhere. */
function makeFinder(query: LogQuery, signal: AbortSignal): Find {
  const pattern = query.isRegex ? toPattern(query) : null
  if (pattern === null) {
    const find = toFinder(query)
    return async (texts) => texts.map(find)
  }
  const thread = new ExpressionThread(pattern, signal)
  const isOfLevel = toFinder({ ...query, text: '' })
  return async (texts) => {
    const places = await thread.find(texts)
    return places?.map((place, at) => (isOfLevel(texts[at] ?? '') === null ? null : place)) ?? null
  }
}

const textOf = (line: string) => toText(line.slice(line.indexOf(' ') + 1))

/** The lines that have a place; before them there are so many others. */
function toHits(
  lines: readonly string[],
  places: readonly Place[],
  before: number,
  isPrevious: boolean,
): LogHit[] {
  return lines.flatMap((line, index) => {
    const place = places[index] ?? null
    if (place === null) return []
    const text = textOf(line)
    const begin = Math.max(0, place[0] - excerptBefore)
    const [from, to] = place.map((at) => Math.min(at - begin, excerptLength)) as [number, number]
    const excerpt = text.slice(begin, begin + excerptLength).toWellFormed()
    return [{ line: before + index + 1, isPrevious, at: atOf(line), text: excerpt, from, to }]
  })
}
