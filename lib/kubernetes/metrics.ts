import 'server-only'
import { isAppError } from '../errors.ts'
import type { NamespaceName, ObjectName } from '../names.ts'
import type { Cluster } from './cluster.ts'
import { podMetricsPath } from './path.ts'
import { request } from './request.ts'

/** metrics.k8s.io/v1beta1 PodMetrics, as far as it is read. */
interface PodMetrics {
  readonly timestamp?: string
  readonly containers?: readonly {
    readonly name: string
    readonly usage?: { readonly cpu?: string; readonly memory?: string }
  }[]
}

export interface Usage {
  /** ISO 8601, '' when not said. */
  readonly at: string
  /** Container → Kubernetes quantities, '' when not said. */
  readonly containers: Readonly<Record<string, { readonly cpu: string; readonly memory: string }>>
}

/**
 * What the containers of a pod use. Null where the cluster has no metrics API (an optional part of it), where it has
 * nothing of this pod yet, and where Ordinal may not ask. Throws for other troubles, as `request` does.
 */
export async function readUsage(
  cluster: Cluster,
  namespace: NamespaceName,
  pod: ObjectName,
): Promise<Usage | null> {
  try {
    const call = { method: 'GET', path: podMetricsPath(namespace, pod), deadlineMs: 5000 } as const
    const { value } = await request<PodMetrics>(cluster, call)
    const containers = (value.containers ?? []).map(({ name, usage }) => {
      return [name, { cpu: usage?.cpu ?? '', memory: usage?.memory ?? '' }] as const
    })
    return { at: value.timestamp ?? '', containers: Object.fromEntries(containers) }
  } catch (error) {
    const isAbsent = ['not_found', 'cluster_failed', 'cluster_forbidden'].some(
      (code) => isAppError(error) && error.code === code,
    )
    if (isAbsent) return null
    throw error
  }
}
