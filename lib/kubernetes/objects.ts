import 'server-only'
import { AppError, isAppError } from '../errors.ts'
import type { ContainerName, NamespaceName, ObjectName } from '../names.ts'
import type { Cluster } from './cluster.ts'
import { type ListPage, type ListRequest, readPages } from './pages.ts'
import { collectionPath, type OpenResource, objectPath, type ResourcePath } from './path.ts'
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
  options: WriteOptions = {},
): Promise<Answer<ResourceTypes[R]>> {
  return sendPatch(cluster, objectPath(resource, namespace, name), 'merge-patch', patch, options)
}

export interface MergePatch {
  /** The uid is always given, so that a new object of the same name is never meant. */
  readonly metadata: {
    readonly uid: string
    readonly resourceVersion?: string
    readonly labels?: Readonly<Record<string, string | null>>
    readonly annotations?: Readonly<Record<string, string | null>>
    /** All that remain: the list is replaced whole. */
    readonly ownerReferences?: readonly object[]
  }
  readonly spec?: Readonly<Record<string, unknown>>
}

/**
 * The same by the merge keys of the API's own lists, for the patch that a ControllerRevision holds (`$patch: replace`
 * replaces the whole template).
 */
export function strategicPatchObject<R extends OpenResource>(
  cluster: Cluster,
  resource: R,
  namespace: NamespaceName,
  name: ObjectName,
  patch: MergePatch,
  options: WriteOptions = {},
): Promise<Answer<ResourceTypes[R]>> {
  return sendPatch(cluster, objectPath(resource, namespace, name), 'strategic-merge-patch', patch, options)
}

/** One change by its place (RFC 6902); `test` guards what the person saw: a mismatch is `cluster_invalid`. */
export interface JsonPatchOperation {
  readonly op: 'add' | 'remove' | 'replace' | 'test'
  /** A JSON pointer. */
  readonly path: string
  readonly value?: unknown
}

/** Changes single places, also inside lists. */
export function jsonPatchObject<R extends OpenResource>(
  cluster: Cluster,
  resource: R,
  namespace: NamespaceName,
  name: ObjectName,
  operations: readonly JsonPatchOperation[],
  options: WriteOptions = {},
): Promise<Answer<ResourceTypes[R]>> {
  return sendPatch(cluster, objectPath(resource, namespace, name), 'json-patch', operations, options)
}

/** Adds a container to a pod that runs, for as long as the pod is there: it is never changed or removed. */
export function addEphemeralContainer(
  cluster: Cluster,
  namespace: NamespaceName,
  name: ObjectName,
  uid: string,
  container: { readonly name: ContainerName } & Readonly<Record<string, unknown>>,
): Promise<Answer<Pod>> {
  const path = objectPath('pods', namespace, name, 'ephemeralcontainers')
  const patch = { metadata: { uid }, spec: { ephemeralContainers: [container] } }
  return sendPatch(cluster, path, 'strategic-merge-patch', patch, {})
}

async function sendPatch<T>(
  cluster: Cluster,
  path: ResourcePath,
  kind: 'merge-patch' | 'strategic-merge-patch' | 'json-patch',
  body: object,
  { dryRun = false, ...call }: WriteOptions,
): Promise<Answer<T>> {
  const query = { ...writing, dryRun: dryRun ? 'All' : undefined }
  const contentType = `application/${kind}+json`
  try {
    return await request<T>(cluster, { ...call, method: 'PATCH', path, query, contentType, body })
  } catch (error) {
    throw isAppError(error, 'cluster_invalid') && isOtherObject(error) ? conflictOf(error) : error
  }
}

/** To the API server, the uid of another object in a patch is an attempt to change the uid. */
function isOtherObject({ fields }: AppError): boolean {
  return fields.length > 0 && fields.every(({ path }) => path === 'metadata.uid')
}

function conflictOf(cause: AppError): AppError {
  return new AppError('conflict', { cause, message: 'another object has the name' })
}

export interface DeleteOptions {
  /** What becomes of what the object owns; `Background` unless said. */
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan'
  /** 0 removes a pod without the word of its node. */
  readonly gracePeriodSeconds?: number
}

/** Deletes exactly the object that was seen: another one of the same name, or a changed one, is a `conflict`. */
export async function deleteObject(
  cluster: Cluster,
  resource: OpenResource,
  namespace: NamespaceName,
  name: ObjectName,
  preconditions: { readonly uid: string; readonly resourceVersion?: string },
  { propagationPolicy = 'Background', gracePeriodSeconds }: DeleteOptions = {},
): Promise<void> {
  const body = {
    ...{ apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy, preconditions },
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
  }
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
