import 'server-only'
import type { Cluster } from './cluster.ts'
import { collectionPath, type Resource, type Selection } from './path.ts'
import { request } from './request.ts'
import { metadataOnly } from './watch.ts'

const defaultPageSize = 500

export interface ListRequest extends Selection {
  readonly signal?: AbortSignal
  /** For each page, in milliseconds. */
  readonly deadlineMs?: number
  /** In one page, however large. */
  readonly isWhole?: boolean
  /** Objects a page; fewer where each may be large. */
  readonly pageSize?: number
}

export interface ListPage<T> {
  readonly items: readonly T[]
  /** The moment that all pages show; a watch goes on from here. */
  readonly resourceVersion: string
}

/** A collection as it was at one moment, page by page. Throws `expired` when the pages outlast the server's memory. */
export async function* readPages<T>(
  cluster: Cluster,
  resource: Resource,
  list: ListRequest,
): AsyncGenerator<ListPage<T>> {
  const { place, labelSelector, fieldSelector, isMetadataOnly, isWhole = false, ...rest } = list
  const { pageSize = defaultPageSize, ...call } = rest
  const path = collectionPath(resource, place)
  let next: string | undefined
  do {
    const { value } = await request<RawList<T>>(cluster, {
      ...call,
      method: 'GET',
      path,
      query: { limit: isWhole ? undefined : pageSize, continue: next, labelSelector, fieldSelector },
      ...(isMetadataOnly ? { accept: metadataOnly('PartialObjectMetadataList') } : {}),
    })
    yield { items: value.items ?? [], resourceVersion: value.metadata.resourceVersion ?? '' }
    next = value.metadata.continue || undefined
  } while (next !== undefined)
}

/** An empty list may come without items. */
interface RawList<T> {
  readonly items?: T[] | null
  readonly metadata: { readonly continue?: string; readonly resourceVersion?: string }
}
