import 'server-only'
import type { Readable } from 'node:stream'
import { type Dispatcher, errors, request as send } from 'undici'
import { AppError } from '../errors.ts'
import type { Cluster } from './cluster.ts'
import { toKubernetesError } from './errors.ts'
import type { ResourcePath } from './path.ts'
import type { Status } from './types.ts'

/** How long a call may take from connect to the last byte, in milliseconds. */
const defaultDeadlineMs = 10_000
const maxBodyBytes = 64 * 1024 * 1024

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: ResourcePath
  readonly query?: Query
  readonly body?: unknown
  readonly contentType?: string
  /** What the answer should be, where it is not the whole objects. */
  readonly accept?: string
  readonly deadlineMs?: number
  readonly signal?: AbortSignal
}

export interface Answer<T> {
  readonly value: T
  /** What the API server warns about, in its words. */
  readonly warnings: readonly string[]
}

/**
 * One call and its JSON answer. Throws AppError: `cluster_timeout` past the deadline, `cluster_unreachable` without a
 * connection, else by the answer's status. Redirects are not followed. A 401 is tried once more with credentials read
 * anew, since nothing was done.
 */
export async function request<T>(cluster: Cluster, call: Call): Promise<Answer<T>> {
  const deadline = AbortSignal.timeout(call.deadlineMs ?? defaultDeadlineMs)
  const signal = call.signal === undefined ? deadline : AbortSignal.any([deadline, call.signal])
  const response = await connect(cluster, call, signal)
  const text = await readBody(response, deadline)
  if (response.statusCode < 200 || response.statusCode > 299) {
    throw toKubernetesError(response.statusCode, parseStatus(text), {
      retryAfterSeconds: retryAfter(response),
    })
  }
  const warnings = readWarnings(response.headers.warning)
  try {
    return { value: JSON.parse(text) as T, warnings }
  } catch (cause) {
    throw new AppError('cluster_failed', {
      cause,
      message: 'the cluster answered with something that is not JSON',
    })
  }
}

/**
 * A call whose answer is read as it comes: logs. The deadline is for the first byte only; a reader that pauses pauses
 * the cluster. Aborting closes the connection.
 */
export async function openStream(
  cluster: Cluster,
  call: Call,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const opening = new AbortController()
  const timer = setTimeout(() => opening.abort(), call.deadlineMs ?? defaultDeadlineMs)
  try {
    const response = await connect(cluster, call, AbortSignal.any([signal, opening.signal]), 'stream')
    if (response.statusCode !== 200) {
      const text = await readBody(response, opening.signal)
      throw toKubernetesError(response.statusCode, parseStatus(text), {
        retryAfterSeconds: retryAfter(response),
      })
    }
    return toWebStream(response.body, signal)
  } finally {
    clearTimeout(timer)
  }
}

/** One chunk is read for each that is asked for. (Node's Readable.toWeb throws out of reach when it is cancelled.) */
function toWebStream(body: Readable, signal: AbortSignal): ReadableStream<Uint8Array> {
  body.on('error', () => undefined)
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]()
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next().catch((cause: unknown) => {
          // A reader that leaves is no error of the cluster.
          const isLeft = signal.aborted && (signal.reason as Error | undefined)?.name !== 'TimeoutError'
          throw isLeft ? cause : toNetworkError(cause, signal)
        })
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel() {
        body.destroy()
      },
    },
    { highWaterMark: 0 },
  )
}

type Use = Parameters<Cluster['dispatcher']>[0]

async function connect(
  cluster: Cluster,
  call: Call,
  signal: AbortSignal,
  use: Use = 'call',
): Promise<Dispatcher.ResponseData> {
  const first = await attempt(cluster, call, signal, use)
  if (first.statusCode !== 401) return first
  await first.body.dump()
  cluster.renew()
  return attempt(cluster, call, signal, use)
}

async function attempt(
  cluster: Cluster,
  call: Call,
  signal: AbortSignal,
  use: Use,
): Promise<Dispatcher.ResponseData> {
  const url = new URL(call.path.slice(1), cluster.server)
  for (const [key, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(key, String(value))
  }
  try {
    return await send(url, {
      method: call.method,
      dispatcher: await cluster.dispatcher(use),
      headers: {
        ...(await cluster.authorization()),
        accept: call.accept ?? 'application/json',
        ...(call.body === undefined ? {} : { 'content-type': call.contentType ?? 'application/json' }),
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal,
      headersTimeout: 0,
      bodyTimeout: 0,
    })
  } catch (cause) {
    throw toNetworkError(cause, signal)
  }
}

/** Part by part: the bytes of a long answer held to its end outlive what V8 collects cheaply. */
async function readBody(response: Dispatcher.ResponseData, deadline: AbortSignal): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  try {
    for await (const part of response.body) {
      size += (part as Buffer).length
      if (size > maxBodyBytes) throw new AppError('cluster_failed', { message: 'the answer is too large' })
      text += decoder.decode(part as Buffer, { stream: true })
    }
  } catch (cause) {
    throw toNetworkError(cause, deadline)
  }
  return text + decoder.decode()
}

function toNetworkError(cause: unknown, signal: AbortSignal): AppError {
  if (cause instanceof AppError) return cause
  const isTimeout = signal.aborted || cause instanceof errors.ConnectTimeoutError
  return new AppError(isTimeout ? 'cluster_timeout' : 'cluster_unreachable', { cause })
}

function parseStatus(text: string): Partial<Status> | null {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? body : null
  } catch {
    return null
  }
}

function retryAfter(response: Dispatcher.ResponseData): number | undefined {
  const seconds = Number(response.headers['retry-after'])
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}

/** `299 - "text"` (RFC 7234 5.5), several in one header or several headers. */
export function readWarnings(header: string | string[] | undefined): string[] {
  const text = [header ?? []].flat().join(', ')
  return [...text.matchAll(/\b299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, quoted = '']) =>
    quoted.replace(/\\(.)/g, '$1'),
  )
}
