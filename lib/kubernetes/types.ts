import type {
  CoreV1Event,
  V1ConfigMap,
  V1ControllerRevision,
  V1LimitRange,
  V1Namespace,
  V1Node,
  V1PersistentVolume,
  V1PersistentVolumeClaim,
  V1Pod,
  V1PodDisruptionBudget,
  V1ResourceQuota,
  V1Scale,
  V1Service,
  V1ServiceAccount,
  V1StatefulSet,
  V1Status,
  V1StorageClass,
  V2HorizontalPodAutoscaler,
} from '@kubernetes/client-node'

/** client-node's models as they are on the wire: dates are ISO 8601 text, what has no schema is unknown. */
export type Wire<T> = 0 extends 1 & T
  ? unknown
  : T extends Date
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
export type PersistentVolumeClaim = Stored<Wire<V1PersistentVolumeClaim>>
export type ConfigMap = Stored<Wire<V1ConfigMap>>
export type ServiceAccount = Stored<Wire<V1ServiceAccount>>
export type ResourceQuota = Stored<Wire<V1ResourceQuota>>
export type LimitRange = Stored<Wire<V1LimitRange>>
export type PodDisruptionBudget = Stored<Wire<V1PodDisruptionBudget>>
/** One template that a set had; `data` is the patch that brings it back. */
export type ControllerRevision = Stored<Wire<V1ControllerRevision>>
export type HorizontalPodAutoscaler = Stored<Wire<V2HorizontalPodAutoscaler>>
export type PersistentVolume = Stored<Wire<V1PersistentVolume>>
export type Namespace = Stored<Wire<V1Namespace>>
export type Node = Stored<Wire<V1Node>>
export type StorageClass = Stored<Wire<V1StorageClass>>
export type Event = Stored<Wire<CoreV1Event>>
/** The scale subresource of a set. Zero replicas arrive as an absent field. */
export type Scale = Stored<Wire<V1Scale>>
export type Status = Wire<V1Status>

/** What each resource of `path.ts` answers. */
export interface ResourceTypes {
  statefulsets: StatefulSet
  controllerrevisions: ControllerRevision
  pods: Pod
  services: Service
  persistentvolumeclaims: PersistentVolumeClaim
  configmaps: ConfigMap
  serviceaccounts: ServiceAccount
  resourcequotas: ResourceQuota
  limitranges: LimitRange
  poddisruptionbudgets: PodDisruptionBudget
  horizontalpodautoscalers: HorizontalPodAutoscaler
  events: Event
  namespaces: Namespace
  nodes: Node
  persistentvolumes: PersistentVolume
  storageclasses: StorageClass
}
