import type { V1Namespace, V1Pod, V1Scale, V1Service, V1StatefulSet, V1Status } from '@kubernetes/client-node'

/** client-node's models as they are on the wire: dates are ISO 8601 text, and absent fields may be undefined. */
export type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T

/** An object that was read: the server always fills these in. */
export type Stored<T> = T & {
  metadata: { name: string; namespace?: string; uid: string; resourceVersion: string }
}

export type StatefulSet = Stored<Wire<V1StatefulSet>>
export type Pod = Stored<Wire<V1Pod>>
export type Service = Stored<Wire<V1Service>>
export type Namespace = Stored<Wire<V1Namespace>>
export type Scale = Stored<Wire<V1Scale>>
export type Status = Wire<V1Status>

/** What each resource of `path.ts` answers. */
export interface ResourceTypes {
  statefulsets: StatefulSet
  pods: Pod
  services: Service
  namespaces: Namespace
}
