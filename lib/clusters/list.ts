import 'server-only'
import type { PlatformScope } from '../auth/scope.ts'
import {
  type ClusterProblem,
  clusterProblem,
  defaultClusterName,
  listClusters,
} from '../kubernetes/clusters.ts'

export interface ClusterChoice {
  readonly name: string
  readonly isDefault: boolean
}

/** The clusters of which an administrator may make projects, and why there is none. */
export function listClusterChoices(_scope: PlatformScope<'project:create'>): {
  clusters: readonly ClusterChoice[]
  problem: ClusterProblem | null
} {
  const isDefault = defaultClusterName()
  const clusters = listClusters().map(({ name }) => ({ name, isDefault: name === isDefault }))
  return { clusters, problem: clusterProblem() }
}
