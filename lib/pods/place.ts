import 'server-only'
import type { Cluster } from '../kubernetes/cluster.ts'
import type { NamespaceName } from '../names.ts'

export interface Place {
  readonly cluster: Cluster
  readonly namespace: NamespaceName
}
