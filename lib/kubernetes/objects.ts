import 'server-only'
import type { NamespaceName, ObjectName } from '../names.ts'
import type { Cluster } from './cluster.ts'
import { collectionPath, objectPath, type Resource, type Selection } from './path.ts'
import { type Answer, request } from './request.ts'
import type { ResourceTypes, Scale } from './types.ts'
import { metadataOnly } from './watch.ts'

const pageSize = 500
/** Unknown and duplicate fields are refused, not dropped; changes carry our name in managedFields. */
const writing = { fieldValidation: 'Strict', fieldManager: 'ordinal' }

export interface WriteOptions {
  /** The server checks everything and stores nothing. */
  readonly dryRun?: boolean
}

export async function getObject<R extends Resource>(
  cluster: Cluster,
  resource: R,
  namespace: NamespaceName | null,
  name: ObjectName | NamespaceName,
): Promise<ResourceTypes[R]> {
  const { value } = await request<ResourceTypes[R]>(cluster, {
    method: 'GET',
    path: objectPath(resource, namespace, name),
  })
  return value
}

/** All objects of one namespace (or of none, for what has no namespace), read in pages of 500. */
export async function listObjects<R extends Resource>(
  cluster: Cluster,
  resource: R,
  namespace: NamespaceName | null,
  labelSelector?: string,
): Promise<ResourceTypes[R][]> {
  const items: ResourceTypes[R][] = []
  for await (const page of listPages(cluster, resource, { place: namespace, labelSelector })) {
    items.push(...page.items)
  }
  return items
}

export interface ListRequest extends Selection {
  readonly signal?: AbortSignal
  /** For each page, in milliseconds. */
  readonly deadlineMs?: number
  /** In one page, however large. */
  readonly isWhole?: boolean
}

export interface ListPage<T> {
  readonly items: readonly T[]
  /** The moment that all pages show; a watch goes on from here. */
  readonly resourceVersion: string
}

/** A collection as it was at one moment, page by page. Throws `expired` when the pages outlast the server's memory. */
export async function* listPages<R extends Resource>(
  cluster: Cluster,
  resource: R,
  { place, labelSelector, fieldSelector, isMetadataOnly, isWhole = false, ...call }: ListRequest,
): AsyncGenerator<ListPage<ResourceTypes[R]>> {
  const path = collectionPath(resource, place)
  let next: string | undefined
  do {
    const { value } = await request<RawList<ResourceTypes[R]>>(cluster, {
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

export function createObject<R extends Resource>(
  cluster: Cluster,
  resource: R,
  namespace: NamespaceName | null,
  body: object,
  { dryRun = false }: WriteOptions = {},
): Promise<Answer<ResourceTypes[R]>> {
  return request(cluster, {
    method: 'POST',
    path: collectionPath(resource, namespace),
    query: { ...writing, dryRun: dryRun ? 'All' : undefined },
    body,
  })
}

/**
 * Changes what the patch names and nothing else (RFC 7396: null removes). A `metadata.uid` or `resourceVersion` in it is
 * a precondition: throws `conflict` when the object is another one, or changed.
 */
export function patchObject<R extends Resource>(
  cluster: Cluster,
  resource: R,
  namespace: NamespaceName,
  name: ObjectName,
  patch: MergePatch,
): Promise<Answer<ResourceTypes[R]>> {
  return request(cluster, {
    method: 'PATCH',
    path: objectPath(resource, namespace, name),
    query: writing,
    contentType: 'application/merge-patch+json',
    body: patch,
  })
}

export interface MergePatch {
  /** The uid is always given, so that a new object of the same name is never meant. */
  readonly metadata: {
    readonly uid: string
    readonly resourceVersion?: string
    readonly annotations?: Readonly<Record<string, string | null>>
  }
  readonly spec?: Readonly<Record<string, unknown>>
}

/** Deletes exactly the object that was seen: another one of the same name is a `conflict`. */
export async function deleteObject(
  cluster: Cluster,
  resource: Resource,
  namespace: NamespaceName,
  name: ObjectName,
  preconditions: { readonly uid: string },
): Promise<void> {
  const body = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background', preconditions }
  await request(cluster, { method: 'DELETE', path: objectPath(resource, namespace, name), body })
}

export async function getScale(cluster: Cluster, namespace: NamespaceName, name: ObjectName): Promise<Scale> {
  const path = objectPath('statefulsets', namespace, name, 'scale')
  const { value } = await request<Scale>(cluster, { method: 'GET', path })
  return value
}

/** Its resourceVersion is the precondition: throws `conflict` when the set changed since it was read. */
export function replaceScale(
  cluster: Cluster,
  namespace: NamespaceName,
  name: ObjectName,
  scale: Scale,
): Promise<Answer<Scale>> {
  const path = objectPath('statefulsets', namespace, name, 'scale')
  return request(cluster, { method: 'PUT', path, query: writing, body: scale })
}
