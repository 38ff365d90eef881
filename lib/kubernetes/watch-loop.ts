import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AppError, type ErrorCode, isAppError, toAppError } from '../errors.ts'
import { log } from '../log.ts'
import type { Cluster } from './cluster.ts'
import { listPages } from './objects.ts'
import type { OpenResource, Selection } from './path.ts'
import type { ResourceTypes } from './types.ts'
import { openWatch, type WatchEvent } from './watch.ts'

/** Milliseconds, but where the name says seconds. */
export interface Pace {
  /**
   * After this long the server ends a watch by itself, having sent the version to go on from two seconds before
   * (k8s.io/apiserver cacher: a bookmark precedes the deadline). So a watch that has not ended soon after is half-open.
   */
  readonly watchSeconds: number
  /** How long after `watchSeconds` a watch counts as half-open. */
  readonly lateMs: number
  readonly firstRetryMs: number
  readonly longestRetryMs: number
}

/** A half-open connection is noticed within 40 s. */
const usualPace: Pace = { watchSeconds: 33, lateMs: 5000, firstRetryMs: 800, longestRetryMs: 30_000 }

const pageDeadlineMs = 30_000
/** A watch that lasted as long is no sign of trouble, however it ended. */
const soundMs = 5000

/** How well the cluster is heard. `code` says why it is not. */
export interface Hearing {
  readonly state: 'loading' | 'live' | 'lost' | 'forbidden'
  /** When the objects were last known to be all and as they are, epoch ms; null before the first list. */
  readonly heardAt: number | null
  readonly code: ErrorCode | null
}

export interface WatchLoopOptions<R extends OpenResource> {
  /** Asked before each call, since the configuration may have changed. Throws `cluster_unknown`. */
  readonly connect: () => Cluster
  readonly resource: R
  readonly selection: Selection
  /** What stays of an object as soon as its page is read, so that a long list is never held whole; all unless given. */
  readonly keep?: (item: ResourceTypes[R]) => ResourceTypes[R] | null
  /** What was kept of the collection as it is, at the start and whenever the thread was lost. */
  readonly replace: (kept: readonly ResourceTypes[R][], resourceVersion: string) => void
  readonly apply: (event: Exclude<WatchEvent<ResourceTypes[R]>, { type: 'BOOKMARK' }>) => void
  readonly heard: (hearing: Hearing) => void
  readonly pace?: Pace
}

/**
 * Lists once and watches from there until the signal aborts, through every fault: a version that is gone is listed
 * anew, all else is tried again from the last version after a pause of growing, random length, or as long as the server
 * asks. Never throws.
 */
export async function runWatchLoop<R extends OpenResource>(
  options: WatchLoopOptions<R>,
  signal: AbortSignal,
): Promise<void> {
  const pace = options.pace ?? usualPace
  let version: string | null = null
  let failures = 0
  let isWhole = false
  let heardAt: number | null = null
  const hear = (state: Hearing['state'], code: ErrorCode | null = null) => {
    if (state === 'live') heardAt = Date.now()
    options.heard({ state, heardAt, code })
  }
  while (!signal.aborted) {
    const startedAt = Date.now()
    try {
      if (version === null) {
        version = await readAll(options, isWhole, signal)
        hear('live')
      }
      const events: AsyncIterable<WatchEvent<ResourceTypes[R]>> = await openBoundedWatch(
        options,
        version,
        pace,
        signal,
      )
      hear('live')
      for await (const event of events) {
        version = versionOf(event) || version
        if (event.type !== 'BOOKMARK') options.apply(event)
        heardAt = Date.now()
      }
      if (Date.now() - startedAt >= soundMs) failures = 0
      // A server that ends each watch at once must not be asked again at once.
      else await pause(pace.firstRetryMs, signal)
    } catch (thrown) {
      if (signal.aborted) return
      const error = toAppError(thrown)
      if (Date.now() - startedAt >= soundMs) failures = 0
      // Pages can outlast the server's memory of their version; the whole at once cannot.
      isWhole = isAppError(error, 'expired') && version === null
      if (isAppError(error, 'expired')) version = null
      hear(stateAfter(error, heardAt), error.code)
      log.info({ resource: options.resource, code: error.code, failures, error }, 'watch interrupted')
      await pause(retryMs(pace, failures, error), signal)
      failures++
    }
  }
}

function stateAfter(error: AppError, heardAt: number | null): Hearing['state'] {
  if (error.code === 'cluster_forbidden') return 'forbidden'
  return heardAt === null ? 'loading' : 'lost'
}

/** Full jitter (AWS builders' library), but never sooner than the server asked. */
function retryMs(pace: Pace, failures: number, error: AppError): number {
  const longest =
    error.code === 'cluster_forbidden'
      ? pace.longestRetryMs
      : Math.min(pace.longestRetryMs, pace.firstRetryMs * 2 ** failures)
  return (error.retryAfterSeconds ?? 0) * 1000 + Math.random() * longest
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined)
}

async function readAll<R extends OpenResource>(
  options: WatchLoopOptions<R>,
  isWhole: boolean,
  signal: AbortSignal,
): Promise<string> {
  const { connect, resource, selection, keep = (item) => item } = options
  const request = { ...selection, isWhole, signal, deadlineMs: pageDeadlineMs }
  const kept: ResourceTypes[R][] = []
  let resourceVersion = ''
  for await (const page of listPages(connect(), resource, request)) {
    for (const item of page.items) {
      const rest = keep(item)
      if (rest !== null) kept.push(rest)
    }
    resourceVersion = page.resourceVersion
  }
  options.replace(kept, resourceVersion)
  return resourceVersion
}

function openBoundedWatch<R extends OpenResource>(
  { connect, resource, selection }: WatchLoopOptions<R>,
  resourceVersion: string,
  pace: Pace,
  signal: AbortSignal,
): Promise<AsyncIterable<WatchEvent<ResourceTypes[R]>>> {
  const late = AbortSignal.timeout(pace.watchSeconds * 1000 + pace.lateMs)
  const request = { ...selection, resourceVersion, timeoutSeconds: pace.watchSeconds }
  return openWatch(connect(), resource, request, AbortSignal.any([signal, late]))
}

function versionOf<R extends OpenResource>(event: WatchEvent<ResourceTypes[R]>): string | undefined {
  return event.type === 'BOOKMARK' ? event.resourceVersion : event.object.metadata.resourceVersion
}
