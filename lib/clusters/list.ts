import 'server-only'
import type { PlatformScope } from '../auth/scope.ts'
import type { Cluster } from '../kubernetes/cluster.ts'
import {
  type ClusterProblem,
  clusterProblem,
  defaultClusterName,
  findWaitingClusters,
  listClusters,
} from '../kubernetes/clusters.ts'
import { type ClusterCheck, checkCluster } from './check.ts'

export type { ClusterProblem }

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

export interface ClusterFacts extends ClusterChoice {
  readonly server: string
  /** Found beside the sandbox, and used from the next start on. */
  readonly isWaiting: boolean
}

export function listClusterFacts(_scope: PlatformScope<'cluster:view'>): {
  clusters: readonly ClusterFacts[]
  problem: ClusterProblem | null
} {
  const waiting = findWaitingClusters()
  const facts = ({ name, server }: Cluster, isWaiting: boolean) => ({
    ...{ name, isWaiting, server: server.origin },
    isDefault: !isWaiting && name === defaultClusterName(),
  })
  return {
    clusters: [
      ...listClusters().map((cluster) => facts(cluster, false)),
      ...waiting.clusters.map((cluster) => facts(cluster, true)),
    ],
    problem: clusterProblem() ?? waiting.problem,
  }
}

/** Null where there is no such cluster any more. */
export async function checkClusterByName(
  _scope: PlatformScope<'cluster:view'>,
  { name, isWaiting }: Pick<ClusterFacts, 'name' | 'isWaiting'>,
): Promise<ClusterCheck | null> {
  const clusters = isWaiting ? findWaitingClusters().clusters : listClusters()
  const cluster = clusters.find((one) => one.name === name)
  return cluster === undefined ? null : checkCluster(cluster)
}
