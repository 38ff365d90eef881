import 'server-only'
import { isAppError } from '../errors.ts'
import { isAllowed } from '../kubernetes/access.ts'
import type { Cluster } from '../kubernetes/cluster.ts'
import { type Connection, tryConnection } from '../kubernetes/connection.ts'
import { faultOf } from '../kubernetes/connection-fault.ts'
import { type Purpose, type Right, rights, rightsFor, rightText } from './rights.ts'

export interface MissingRights {
  readonly purpose: Purpose
  /** As `kubectl auth can-i` takes them. */
  readonly rights: readonly string[]
}

export interface ClusterCheck extends Connection {
  /** What the account may not do in all namespaces; null where the cluster did not say. */
  readonly missing: readonly MissingRights[] | null
}

/** Whether Ordinal can work on a cluster: account, reach, certificate, credentials, then each right that deploy/ gives. */
export async function checkCluster(cluster: Cluster): Promise<ClusterCheck> {
  const connection = await tryConnection(cluster)
  if (connection.fault !== null) return { ...connection, missing: null }
  try {
    return { ...connection, missing: await findMissing(cluster) }
  } catch (error) {
    // Everybody whom the cluster knows may ask; a kubeconfig without credentials comes as far as this.
    const isNobody = isAppError(error, 'cluster_forbidden')
    const fault = isNobody ? faultOf('unauthorized', { server: connection.server }) : null
    return { ...connection, fault, missing: null }
  }
}

async function findMissing(cluster: Cluster): Promise<MissingRights[]> {
  const lacks = async (right: Right) => ((await isAllowed(cluster, right)) ? [] : [rightText(right)])
  const checks = (Object.keys(rights) as Purpose[]).map(async (purpose) => {
    const lacking = await Promise.all(rightsFor(purpose).map(lacks))
    return { purpose, rights: lacking.flat() }
  })
  return (await Promise.all(checks)).filter((check) => check.rights.length > 0)
}
