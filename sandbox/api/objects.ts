import type { V1Secret } from '@kubernetes/client-node'
import type { ResourceTypes, Stored, Wire } from '../../lib/kubernetes/types.ts'
import type { ResourceName } from './resources.ts'

/** What is kept of each resource, as it is on the wire. Objects are never changed in place: a write replaces them. */
export interface ObjectTypes extends ResourceTypes {
  secrets: Stored<Wire<V1Secret>>
}

export type ObjectOf<R extends ResourceName> = ObjectTypes[R]
export type Metadata = ObjectTypes['pods']['metadata']
export type OwnerReference = NonNullable<Metadata['ownerReferences']>[number]

/** Any object, where only what all have in common matters. */
export interface AnyObject {
  readonly apiVersion?: string
  readonly kind?: string
  readonly metadata: Metadata
  readonly spec?: unknown
  readonly status?: unknown
}

/** A JSON object that is being made. */
export type Draft = Record<string, unknown>

/** The one owner that manages an object. */
export function controllerOf({ metadata }: Pick<AnyObject, 'metadata'>): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller === true)
}

export function controlledBy(owner: AnyObject, apiVersion: string, kind: string): OwnerReference {
  const { name, uid } = owner.metadata
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }
}
