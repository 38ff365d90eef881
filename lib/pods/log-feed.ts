import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { openLog } from '../kubernetes/logs.ts'
import { isContainerName, isObjectName } from '../names.ts'
import { ContainerLog, type LogStart } from './container-log.ts'
import { LogMerge, type MergedItem } from './log-merge.ts'
import type { LogPod, LogPods } from './log-pod.ts'
import { type LogMark, timeOf, writeMark, writeSwitch } from './log-wire.ts'

/** Containers that one stream follows; each holds a connection to the cluster. */
export const maxSources = 200
/** So often the browser hears that all is well, and up to where it has everything. */
const beatMs = 5000
const saySentMs = 1000
/** A line may come so much later, ms, than another one of its time. */
const lateMs = 2000

export interface LogRequest extends LogStart {
  /** None but these, where there are any. */
  readonly containers: readonly string[]
}

const newline = Buffer.from('\n')
const continuation = Buffer.from('+')

/** The logs of these pods as one stream of text, in the form of log-wire.ts. Pods that come later join. */
export function openLogFeed(
  { project }: ProjectScope<'pod:log'>,
  pods: LogPods,
  request: LogRequest,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const cluster = getCluster(project.cluster)
  const ended = new AbortController()
  const feed = new Feed(
    pods,
    request,
    (pod, container, window, stop) => {
      if (!isObjectName(pod) || !isContainerName(container)) throw new AppError('invalid')
      return openLog(cluster, { namespace: project.namespace, pod, container, ...window }, stop)
    },
    AbortSignal.any([signal, ended.signal]),
  )
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const bytes = await feed.next()
        if (bytes === null) controller.close()
        else controller.enqueue(bytes)
      },
      cancel() {
        ended.abort()
      },
    },
    // What nobody reads is not asked for.
    { highWaterMark: 0 },
  )
}

type Open = (
  pod: string,
  container: string,
  window: Parameters<typeof openLog>[1] extends infer W ? Omit<W, 'namespace' | 'pod' | 'container'> : never,
  signal: AbortSignal,
) => Promise<ReadableStream<Uint8Array>>

class Feed {
  #pods: readonly LogPod[]
  readonly #request: LogRequest
  readonly #open: Open
  readonly #signal: AbortSignal
  readonly #merge = new LogMerge()
  readonly #known = new Set<string>()
  readonly #news: LogMark[] = []
  #changed = Promise.withResolvers<void>()
  #coming: Promise<MergedItem[]> | null = null
  #leave: () => void = () => undefined
  #isDone = false
  #count = 0
  #current = -1
  #left = 0
  #saidSent = { at: '', when: 0 }

  constructor(pods: LogPods, request: LogRequest, open: Open, signal: AbortSignal) {
    this.#pods = pods.read()
    this.#request = request
    this.#open = open
    this.#signal = signal
    this.#join(true)
    signal.addEventListener('abort', () => this.#leave(), { once: true })
    if (!request.follow) return
    const unfollow = pods.onChange(() => {
      this.#pods = pods.read()
      this.#changed.resolve()
      this.#changed = Promise.withResolvers<void>()
      this.#join(false)
    })
    signal.addEventListener('abort', unfollow, { once: true })
    if (signal.aborted) unfollow()
  }

  /** The next bytes; null after the last ones. Throws for a download that is cut off: it must not look whole. */
  async next(): Promise<Uint8Array | null> {
    if (this.#signal.aborted) return this.#cutOff()
    if (this.#news.length > 0) return this.#write([])
    if (this.#isDone) return null
    const batch = await this.#await()
    if (this.#signal.aborted) return this.#cutOff()
    if (batch === null) return Buffer.from(writeMark({ kind: 'beat' }))
    if (batch.length > 0 || this.#news.length > 0) return this.#write(batch)
    if (!this.#request.follow) {
      this.#isDone = true
      return Buffer.from(writeMark({ kind: 'done' }))
    }
    // Every pod is gone; another one may come.
    await this.#change(beatMs)
    return Buffer.from(writeMark({ kind: 'beat' }))
  }

  #cutOff(): null {
    if (!this.#request.follow) this.#signal.throwIfAborted()
    return null
  }

  /** The next lines; null when there are none for a while. */
  async #await(): Promise<readonly MergedItem[] | null> {
    const turn = Promise.withResolvers<readonly MergedItem[] | null>()
    this.#leave = () => turn.resolve(null)
    const timer = setTimeout(this.#leave, beatMs)
    this.#coming ??= this.#merge.next()
    this.#coming.then((batch) => {
      this.#coming = null
      turn.resolve(batch)
    }, turn.reject)
    return turn.promise.finally(() => clearTimeout(timer))
  }

  /** What was there at the start begins as it is asked for; what comes later begins at its own beginning. */
  #join(isFirst: boolean): void {
    let left = 0
    const uids = new Set(this.#pods.map(({ uid }) => uid))
    for (const key of this.#known) if (!uids.has(key.split('/')[0] ?? '')) this.#known.delete(key)
    for (const pod of this.#pods) {
      for (const { name, state, last } of pod.containers) {
        const key = `${pod.uid}/${name}`
        const isAsked = this.#request.containers.length === 0 || this.#request.containers.includes(name)
        if (!isAsked || this.#known.has(key)) continue
        // A download waits for nobody.
        if (!this.#request.follow && state === 'waiting' && last === null) continue
        if (this.#known.size >= maxSources) left++
        else this.#add(key, pod, name, isFirst)
      }
    }
    if (left === this.#left) return
    this.#left = left
    this.#news.push({ kind: 'more', count: left })
  }

  #add(key: string, pod: LogPod, container: string, isFirst: boolean): void {
    const n = this.#count++
    this.#known.add(key)
    this.#news.push({ kind: 'source', n, pod: pod.name, uid: pod.uid, container, ordinal: pod.ordinal })
    const { tail, ...request } = this.#request
    const log = new ContainerLog(
      { ...request, tail: isFirst ? tail : null },
      {
        find: () => this.#find(pod.uid, container),
        changed: (ms) => this.#change(ms),
        open: (window) => this.#open(pod.name, container, window, this.#signal),
        signal: this.#signal,
      },
    )
    this.#merge.add(n, log.read())
  }

  #find(uid: string, container: string) {
    const pod = this.#pods.find((one) => one.uid === uid)
    return pod?.containers.find(({ name }) => name === container) ?? null
  }

  async #change(ms: number): Promise<void> {
    const timer = new AbortController()
    const signal = AbortSignal.any([timer.signal, this.#signal])
    const over = sleep(ms, undefined, { signal, ref: false }).catch(() => undefined)
    await Promise.race([this.#changed.promise, over])
    timer.abort()
  }

  #write(batch: readonly MergedItem[]): Uint8Array {
    const parts: Uint8Array[] = this.#news.splice(0).map((mark) => Buffer.from(writeMark(mark)))
    for (const { n, item } of batch) {
      if (item.kind === 'mark') {
        parts.push(Buffer.from(writeMark({ ...item.mark, n } as LogMark)))
        continue
      }
      if (n !== this.#current) parts.push(Buffer.from(writeSwitch(n)))
      this.#current = n
      if (item.kind === 'more') parts.push(continuation)
      parts.push(item.line, newline)
    }
    const sent = this.#saySent()
    if (sent !== null) parts.push(sent)
    return Buffer.concat(parts)
  }

  #saySent(): Uint8Array | null {
    const at = this.#merge.sentAt
    const now = Date.now()
    if (at === '' || at === this.#saidSent.at || now - this.#saidSent.when < saySentMs) return null
    this.#saidSent = { at, when: now }
    return Buffer.from(writeMark({ kind: 'sent', at: new Date(timeOf(at) - lateMs).toISOString() }))
  }
}
