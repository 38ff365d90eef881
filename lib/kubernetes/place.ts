import 'server-only'
import type { NamespaceName } from '../names.ts'
import type { Cluster } from './cluster.ts'
import { getCluster } from './clusters.ts'

/** One namespace of one cluster: what a project is, and where an operation works. */
export interface Place {
  readonly cluster: Cluster
  readonly namespace: NamespaceName
}

/** Throws `cluster_unknown`. */
export function placeOf({
  cluster,
  namespace,
}: {
  /** The cluster's name. */
  readonly cluster: string
  readonly namespace: NamespaceName
}): Place {
  return { cluster: getCluster(cluster), namespace }
}
