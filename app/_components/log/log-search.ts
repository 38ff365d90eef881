import { isPattern } from '@/lib/pods/log-query'
import type { LogStore } from './log-store'
import type { Query } from './search'
import type { SearchAnswer, SearchTask } from './search-worker'

/** An expression that needs longer for half a megabyte, or for one screen, would never come to an end. */
const limitMs = 2000

export type SearchState = 'idle' | 'searching' | 'invalid' | 'slow'

type Task = SearchTask extends infer T ? (T extends { id: number } ? Omit<T, 'id'> : never) : never

/** Finds lines of a store in a worker, which can be ended: no expression holds up the page. */
export class LogSearch {
  state: SearchState = 'idle'
  /** Numbers of the lines that were found, oldest first. */
  hits: number[] = []
  readonly #store: LogStore
  readonly #changed: () => void
  #query: Query | null = null
  /** Lines before this number were searched. */
  #end = 0
  #run = 0
  #isRunning = false
  #searcher: Searcher | null = null
  #id = 0

  constructor(store: LogStore, changed: () => void) {
    this.#store = store
    this.#changed = changed
  }

  get query(): Query | null {
    return this.#query
  }

  /** Looks for another thing, from the oldest line on; null for nothing. */
  ask(query: Query | null): void {
    this.#run++
    this.#isRunning = false
    this.#query = query
    this.#end = Number.NEGATIVE_INFINITY
    this.hits = []
    this.state = query === null || isPattern(query) ? 'idle' : 'invalid'
    if (query !== null && this.state === 'idle') void this.#search(this.#run)
    this.#changed()
  }

  /** There are new lines. */
  goOn(): void {
    if (this.#query === null || this.#isRunning || this.state === 'invalid' || this.state === 'slow') return
    if (this.#end < this.#store.end) void this.#search(this.#run)
  }

  /** There are older lines now: all is searched again. */
  restart(): void {
    this.ask(this.#query)
  }

  /** Where the query stands in texts that are shown. Empty when it cannot be said. */
  async ranges(texts: readonly string[]): Promise<readonly (readonly (readonly [number, number])[])[]> {
    const query = this.#query
    if (query === null || query.text === '' || this.state === 'invalid' || this.state === 'slow') return []
    const answer = await this.#tell({ query, texts })
    return answer?.ranges ?? []
  }

  stop(): void {
    this.#run++
    this.#searcher?.worker.terminate()
    this.#searcher = null
  }

  async #search(run: number): Promise<void> {
    const query = this.#query
    if (query === null) return
    this.#isRunning = true
    while (run === this.#run && this.#end < this.#store.end) {
      const [block] = this.#store.blocks(Math.max(this.#end, this.#store.first))
      if (block === undefined) break
      this.state = 'searching'
      const answer = await this.#tell({ query, block: { ...block, bytes: block.bytes.slice() } })
      if (run !== this.#run) return
      if (answer?.lines === undefined) {
        this.state = 'slow'
        break
      }
      for (const line of answer.lines) this.hits.push(line)
      this.#end = block.first + block.sources.length
      this.#changed()
    }
    if (run !== this.#run) return
    this.#isRunning = false
    if (this.state === 'searching') this.state = 'idle'
    this.#changed()
  }

  /** Null when it took too long; the worker is ended then. */
  async #tell(task: Task): Promise<SearchAnswer | null> {
    this.#searcher ??= startSearcher()
    const searcher = this.#searcher
    await searcher.started
    const id = ++this.#id
    return new Promise((resolve) => {
      const finish = (answer: SearchAnswer | null) => {
        clearTimeout(timer)
        searcher.worker.removeEventListener('message', hear)
        resolve(answer)
      }
      const hear = ({ data }: MessageEvent<SearchAnswer>) => data.id === id && finish(data)
      const timer = setTimeout(() => {
        searcher.worker.terminate()
        if (this.#searcher === searcher) this.#searcher = null
        finish(null)
      }, limitMs)
      searcher.worker.addEventListener('message', hear)
      searcher.worker.postMessage({ ...task, id })
    })
  }
}

interface Searcher {
  readonly worker: Worker
  /** Its code is there: loading it is no part of a search. */
  readonly started: Promise<void>
}

function startSearcher(): Searcher {
  const worker = new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' })
  const started = new Promise<void>((resolve) => {
    worker.addEventListener('message', () => resolve(), { once: true })
    worker.addEventListener('error', () => resolve(), { once: true })
  })
  return { worker, started }
}
