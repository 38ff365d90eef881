import TinyQueue from 'tinyqueue'
import type { AnyObject } from '../api/objects.ts'
import { type ResourceName, resourceNames } from '../api/resources.ts'
import { StatusError } from '../api/status.ts'
import type { Change, Store } from '../api/store.ts'
import type { Clock } from '../clock.ts'

/** Namespace and name of what a controller looks at. */
export interface Key {
  readonly namespace: string
  readonly name: string
}

/** Brings the objects of one kind nearer to what is wanted of them, one at a time. */
export interface Controller {
  readonly name: string
  /** Which of them a change may concern. */
  readonly wakes: (resource: ResourceName, object: AnyObject, change: Change) => readonly Key[]
  /** Does what can be done now. Gives when to look again, epoch ms; nothing when only a change can matter. */
  readonly sync: (key: Key) => number | undefined
}

interface Task {
  readonly controller: Controller
  readonly key: Key
  /** Epoch ms. */
  readonly due: number
  /** What is due at the same time is done in the order in which it was asked for. */
  readonly turn: number
}

/** Work in one go before others have a turn, ms. */
const sliceMs = 20
const firstRetryMs = 100
const longestRetryMs = 60_000

/**
 * Runs controllers: each key once, however often it was woken; what failed again after a pause that grows. Everything
 * happens in one process, one step after the other, so that no step sees half of another.
 */
export class Queue {
  readonly #clock: Clock
  readonly #controllers: readonly Controller[]
  readonly #report: (fault: string) => void
  /** What is to be done, by controller and key; the heap may still hold what it took the place of. */
  readonly #tasks = new Map<string, Task>()
  readonly #heap = new TinyQueue<Task>([], (a, b) => a.due - b.due || a.turn - b.turn)
  readonly #failures = new Map<string, number>()
  #turns = 0
  #timer: { readonly handle: NodeJS.Timeout; readonly due: number } | undefined
  #isStarted = false

  constructor(
    store: Store,
    clock: Clock,
    controllers: readonly Controller[],
    report = (fault: string) => void process.stderr.write(`The sandbox failed at ${fault}\n`),
  ) {
    this.#clock = clock
    this.#report = report
    this.#controllers = controllers
    store.listen((change) => this.#hear(change))
  }

  /** Looks at everything once: after a start, when nothing is known of what was going on. */
  wakeAll(store: Store): void {
    for (const resource of resourceNames)
      for (const after of store.list(resource)) this.#hear({ version: 0, resource, before: undefined, after })
  }

  /** With a clock that stands still: does all that happens up to a time, in its order, at once. */
  runTo(ms: number): void {
    for (let next = this.#next(); next !== undefined && next.due <= ms; next = this.#next()) {
      this.#clock.moveTo(next.due)
      this.#run(next)
    }
    this.#clock.moveTo(ms)
  }

  /** With the machine's clock: goes on by itself. */
  start(): void {
    this.#isStarted = true
    this.#schedule()
  }

  stop(): void {
    this.#isStarted = false
    clearTimeout(this.#timer?.handle)
    this.#timer = undefined
  }

  #hear(change: Change): void {
    const object = change.after ?? change.before
    if (object === undefined) return
    for (const controller of this.#controllers)
      for (const key of controller.wakes(change.resource, object, change))
        this.#add(controller, key, this.#clock.now())
  }

  #add(controller: Controller, key: Key, due: number): void {
    const id = idOf(controller, key)
    const known = this.#tasks.get(id)
    if (known !== undefined && known.due <= due) return
    const task = { controller, key, due, turn: this.#turns++ }
    this.#tasks.set(id, task)
    this.#heap.push(task)
    this.#schedule()
  }

  #run({ controller, key }: Task): void {
    const id = idOf(controller, key)
    this.#tasks.delete(id)
    try {
      const again = controller.sync(key)
      this.#failures.delete(id)
      if (again !== undefined) this.#add(controller, key, Math.max(again, this.#clock.now() + 1))
    } catch (error) {
      const failures = this.#failures.get(id) ?? 0
      // What the API refuses is daily life; anything else is a fault of the sandbox, of which one object suffers.
      if (!(error instanceof StatusError) && failures === 0) this.#report(`${id}: ${stackOf(error)}`)
      this.#failures.set(id, failures + 1)
      const pause = Math.min(longestRetryMs, firstRetryMs * 2 ** failures)
      this.#add(controller, key, this.#clock.now() + pause * this.#clock.pace)
    }
  }

  #next(): Task | undefined {
    for (let task = this.#heap.peek(); task !== undefined; task = this.#heap.peek()) {
      if (this.#tasks.get(idOf(task.controller, task.key)) === task) return task
      this.#heap.pop()
    }
    return undefined
  }

  #schedule(): void {
    const due = this.#next()?.due
    if (!this.#isStarted || due === undefined || (this.#timer !== undefined && this.#timer.due <= due)) return
    clearTimeout(this.#timer?.handle)
    const wait = Math.min(Math.max(0, due - this.#clock.now()), longestRetryMs)
    this.#timer = { due, handle: setTimeout(() => this.#work(), wait) }
  }

  #work(): void {
    this.#timer = undefined
    const end = performance.now() + sliceMs
    for (let next = this.#next(); next !== undefined && next.due <= this.#clock.now(); next = this.#next()) {
      this.#run(next)
      if (performance.now() > end) break
    }
    this.#schedule()
  }
}

function idOf({ name }: Controller, key: Key): string {
  return `${name} ${key.namespace}/${key.name}`
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
