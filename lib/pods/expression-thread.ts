import 'server-only'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** An expression that needs longer for one batch of lines, or for all of one search, would take too long: ms. */
export interface ExpressionLimits {
  readonly batchMs: number
  readonly allMs: number
}

const usualLimits: ExpressionLimits = { batchMs: 2000, allMs: 10_000 }
const maxHeapMb = 64

/** Begin and end in a text. */
type Place = readonly [from: number, to: number]

interface Answer {
  readonly places: readonly (Place | null)[]
  readonly ms: number
}

/** Text and no file of its own: whatever bundles the server need not find it. */
const program = `
const { parentPort, workerData } = require('node:worker_threads')
const pattern = new RegExp(workerData.source, workerData.flags)
parentPort.on('message', (texts) => {
  const begunAt = performance.now()
  const places = texts.map((text) => {
    pattern.lastIndex = 0
    const match = pattern.exec(text)
    return match === null ? null : [match.index, match.index + match[0].length]
  })
  parentPort.postMessage({ places, ms: performance.now() - begunAt })
})
`

/**
 * A regular expression that a person typed, in a thread of its own: it may never come to its end, and the process has
 * other things to do meanwhile. It ends with the signal.
 */
export class ExpressionThread {
  readonly #worker: Worker
  readonly #online: Promise<unknown>
  readonly #over: Promise<null>
  readonly #limits: ExpressionLimits
  #leftMs: number

  constructor({ source, flags }: RegExp, signal: AbortSignal, limits: ExpressionLimits = usualLimits) {
    this.#limits = limits
    this.#leftMs = limits.allMs
    const resourceLimits = { maxOldGenerationSizeMb: maxHeapMb }
    const worker = new Worker(program, { eval: true, workerData: { source, flags }, resourceLimits })
    worker.unref()
    this.#worker = worker
    this.#online = once(worker, 'online').catch(() => null)
    this.#over = new Promise((resolve) => worker.once('exit', () => resolve(null)))
    // One that needs more memory than it gets ends by an error; `exit` follows.
    worker.on('error', () => undefined)
    const end = () => void worker.terminate()
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { once: true })
  }

  /** The first place in each of the texts. Null where that would take too long; the thread is over then. One call at a time. */
  async find(texts: readonly string[]): Promise<readonly (Place | null)[] | null> {
    await Promise.race([this.#online, this.#over])
    const late = setTimeout(() => void this.#worker.terminate(), Math.min(this.#limits.batchMs, this.#leftMs))
    try {
      this.#worker.postMessage(texts)
      const answer = await Promise.race([this.#hear(), this.#over])
      if (answer === null) return null
      this.#leftMs -= answer.ms
      return answer.places
    } finally {
      clearTimeout(late)
    }
  }

  #hear(): Promise<Answer> {
    return new Promise((resolve) => this.#worker.once('message', resolve))
  }
}
