import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { isAppError } from '../errors.ts'
import { isAllowed } from '../kubernetes/access.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { getObject } from '../kubernetes/objects.ts'
import type { Pod } from '../kubernetes/types.ts'
import type { ContainerName, ObjectName } from '../names.ts'
import type { Refusal } from './protocol.ts'

export interface Target {
  readonly pod: ObjectName
  /** Null for whichever pod has the name now. */
  readonly uid: string | null
  readonly container: ContainerName
}

type Scope = ProjectScope<'pod:terminal'>

/** Why nothing can be started in this container now; null when it runs. Ready or not does not matter. */
export async function findRefusal(
  scope: Scope,
  target: Target,
): Promise<{ readonly refusal: Refusal } | { readonly refusal: null; readonly pod: Pod }> {
  const { cluster, namespace } = scope.project
  const pod = await getObject(getCluster(cluster), 'pods', namespace, target.pod).catch((error: unknown) => {
    if (isAppError(error, 'not_found')) return null
    throw error
  })
  if (pod === null) return { refusal: { reason: 'pod_gone' } }
  if (target.uid !== null && target.uid !== pod.metadata.uid) return { refusal: { reason: 'pod_replaced' } }
  const refusal = refusalOf(pod, target.container)
  return refusal === null ? { refusal, pod } : { refusal }
}

/**
 * Whether Ordinal's account may `create` pods/exec. Before Kubernetes 1.35 a cluster asks only for `get` on a WebSocket
 * (KEP-4006), which roles for readers carry: here it is never enough.
 */
export function mayExec(scope: Scope, name: ObjectName): Promise<boolean> {
  const { cluster, namespace } = scope.project
  const access = { verb: 'create', resource: 'pods', subresource: 'exec', namespace, name } as const
  return isAllowed(getCluster(cluster), access)
}

/** Pure: what the pod's status says about one of its containers, of all three kinds. */
export function refusalOf(pod: Pod, container: string): Refusal | null {
  const { phase, containerStatuses, initContainerStatuses, ephemeralContainerStatuses } = pod.status ?? {}
  const statuses = [containerStatuses, initContainerStatuses, ephemeralContainerStatuses].flatMap(
    (list) => list ?? [],
  )
  const state = statuses.find(({ name }) => name === container)?.state
  if (state?.running !== undefined) return null
  if (phase === 'Succeeded' || phase === 'Failed') return { reason: 'pod_finished', detail: phase }
  if (state?.terminated !== undefined) {
    const { reason, exitCode } = state.terminated
    return { reason: 'container_ended', detail: `${reason ?? ''} ${exitCode}`.trim() }
  }
  const waiting = state?.waiting?.reason
  if (waiting !== undefined) return { reason: 'container_waiting', detail: waiting }
  const { spec } = pod
  const known = [spec?.containers, spec?.initContainers, spec?.ephemeralContainers].flatMap(
    (list) => list ?? [],
  )
  return known.some(({ name }) => name === container) ? { reason: 'not_started' } : { reason: 'not_found' }
}
