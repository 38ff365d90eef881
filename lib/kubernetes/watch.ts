import 'server-only'
import { AppError } from '../errors.ts'
import type { Cluster } from './cluster.ts'
import { toKubernetesError } from './errors.ts'
import { collectionPath, type OpenResource, type Selection } from './path.ts'
import { openStream } from './request.ts'
import type { ResourceTypes, Status } from './types.ts'

/** A bookmark carries nothing but the version from which to go on. */
export type WatchEvent<T> =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: T }
  | { readonly type: 'BOOKMARK'; readonly resourceVersion: string }

export interface WatchRequest extends Selection {
  readonly resourceVersion: string
  /** After this long the server ends the watch by itself, in seconds. */
  readonly timeoutSeconds: number
}

/** What asks for metadata alone (kubernetes.io/docs/reference/using-api/api-concepts#metadata-only-fetches). */
export const metadataOnly = (kind: 'PartialObjectMetadata' | 'PartialObjectMetadataList') =>
  `application/json;as=${kind};g=meta.k8s.io;v=v1,application/json`

/** One event may hold one object, of which etcd stores at most 1.5 MiB. */
const maxEventLength = 8 * 1024 * 1024

/**
 * One watch, open when this resolves, until the server ends it or the signal aborts; starting the next one is the
 * caller's. It throws `expired` when the version is gone (as an answer of 410 or as an event), else as `request`;
 * `cluster_failed` for what is no event.
 */
export async function openWatch<R extends OpenResource>(
  cluster: Cluster,
  resource: R,
  { place, isMetadataOnly, ...query }: WatchRequest,
  signal: AbortSignal,
): Promise<AsyncIterable<WatchEvent<ResourceTypes[R]>>> {
  const path = collectionPath(resource, place)
  const options = { watch: true, allowWatchBookmarks: true, ...query }
  const accept = isMetadataOnly ? { accept: metadataOnly('PartialObjectMetadata') } : {}
  const stream = await openStream(cluster, { method: 'GET', path, query: options, ...accept }, signal)
  return readEvents<ResourceTypes[R]>(stream)
}

async function* readEvents<T>(stream: ReadableStream<Uint8Array>): AsyncGenerator<WatchEvent<T>> {
  for await (const line of readLines(stream)) yield toEvent<T>(line)
}

async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > maxEventLength) throw new AppError('cluster_failed', { message: 'an event has no end' })
    for (const line of lines) if (line.trim() !== '') yield line
  }
}

function toEvent<T>(line: string): WatchEvent<T> {
  const { type, object } = parseEvent(line)
  if (type === 'ERROR') {
    const status = object as Partial<Status>
    throw toKubernetesError(status.code ?? 500, status)
  }
  if (type === 'BOOKMARK') {
    const { metadata } = object as { metadata?: { resourceVersion?: string } }
    return { type, resourceVersion: metadata?.resourceVersion ?? '' }
  }
  if (type !== 'ADDED' && type !== 'MODIFIED' && type !== 'DELETED') {
    throw new AppError('cluster_failed', { message: `unknown watch event ${type}` })
  }
  return { type, object: object as T }
}

function parseEvent(line: string): { type: string; object: unknown } {
  try {
    return JSON.parse(line) as { type: string; object: unknown }
  } catch (cause) {
    throw new AppError('cluster_failed', { cause, message: 'a watch event is not JSON' })
  }
}
