import 'server-only'
import type { NamespaceName, ObjectName } from '../names.ts'
import type { Cluster } from './cluster.ts'
import { type ListPage, type ListRequest, readPages } from './pages.ts'
import { collectionPath, type OpenResource, objectPath } from './path.ts'
import { type Answer, request } from './request.ts'
import type { Pod, ResourceTypes, Scale } from './types.ts'

/** Unknown and duplicate fields are refused, not dropped; changes carry our name in managedFields. */
const writing = { fieldValidation: 'Strict', fieldManager: 'ordinal' }

export interface WriteOptions {
  /** The server checks everything and stores nothing. */
  readonly dryRun?: boolean
  /** In milliseconds. */
  readonly deadlineMs?: number
}

export async function getObject<R extends OpenResource>(
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

/** All objects of one namespace (or of none, for what has no namespace), read in pages. */
export async function listObjects<R extends OpenResource>(
  cluster: Cluster,
  resource: R,
  namespace: NamespaceName | null,
  selection: Omit<ListRequest, 'place'> = {},
): Promise<ResourceTypes[R][]> {
  const items: ResourceTypes[R][] = []
  for await (const page of listPages(cluster, resource, { ...selection, place: namespace })) {
    items.push(...page.items)
  }
  return items
}

export function listPages<R extends OpenResource>(
  cluster: Cluster,
  resource: R,
  list: ListRequest,
): AsyncGenerator<ListPage<ResourceTypes[R]>> {
  return readPages(cluster, resource, list)
}

/** Pods are not made: their sets make them. */
export function createObject<R extends Exclude<OpenResource, 'pods'>>(
  cluster: Cluster,
  resource: R,
  namespace: NamespaceName | null,
  body: object,
  { dryRun = false, ...call }: WriteOptions = {},
): Promise<Answer<ResourceTypes[R]>> {
  return request(cluster, {
    ...call,
    method: 'POST',
    path: collectionPath(resource, namespace),
    query: { ...writing, dryRun: dryRun ? 'All' : undefined },
    body,
  })
}

/** What the server would say to a pod; there is no call that makes one. */
export function tryPod(
  cluster: Cluster,
  namespace: NamespaceName,
  body: object,
  call: Omit<WriteOptions, 'dryRun'> = {},
): Promise<Answer<Pod>> {
  const path = collectionPath('pods', namespace)
  return request(cluster, { ...call, method: 'POST', path, query: { ...writing, dryRun: 'All' }, body })
}

/**
 * Changes what the patch names and nothing else (RFC 7396: null removes). A `metadata.uid` or `resourceVersion` in it is
 * a precondition: throws `conflict` when the object is another one, or changed.
 */
export function patchObject<R extends OpenResource>(
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
  resource: OpenResource,
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
