import 'server-only'
import type { NamespaceName, ObjectName } from '../names.ts'
import type { Cluster } from './cluster.ts'
import { collectionPath, objectPath, type Resource } from './path.ts'
import { type Answer, request } from './request.ts'
import type { ResourceTypes, Scale } from './types.ts'

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

/** All objects, read in pages of 500. */
export async function listObjects<R extends Resource>(
  cluster: Cluster,
  resource: R,
  namespace: NamespaceName | null,
  labelSelector?: string,
): Promise<ResourceTypes[R][]> {
  const items: ResourceTypes[R][] = []
  let next: string | undefined
  do {
    const { value } = await request<{ items: ResourceTypes[R][]; metadata: { continue?: string } }>(cluster, {
      method: 'GET',
      path: collectionPath(resource, namespace),
      query: { limit: pageSize, continue: next, labelSelector },
    })
    items.push(...value.items)
    next = value.metadata.continue || undefined
  } while (next !== undefined)
  return items
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
