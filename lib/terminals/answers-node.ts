import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { isAppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { openLog } from '../kubernetes/logs.ts'
import type { ContainerName, ObjectName } from '../names.ts'

/** How long the node of a program that ended is waited for. */
const nodeMs = 3000

/**
 * Whether the kubelet answers for the container: asked for one byte of its log. The API server says Success for a
 * program whose node is gone, so a success that nothing else shows counts only where this is true.
 */
export async function answersNode(
  { project }: ProjectScope<'pod:terminal'>,
  { pod, container }: { readonly pod: ObjectName; readonly container: ContainerName },
): Promise<boolean> {
  const log = { namespace: project.namespace, pod, container, tailLines: 1, limitBytes: 1 }
  try {
    const stream = await openLog(getCluster(project.cluster), log, AbortSignal.timeout(nodeMs))
    await stream.cancel()
    return true
  } catch (error) {
    // Where logs may not be read nothing can be known; a container without a log has a node that says so.
    return isAppError(error) && error.code !== 'cluster_failed' && error.code !== 'cluster_timeout'
  }
}
