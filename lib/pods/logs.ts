import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { openLog } from '../kubernetes/logs.ts'
import type { ContainerLogInput } from './schema.ts'

/** The log of one container as bytes; ends with the container, or with the signal. Throws `not_found`. */
export function openContainerLog(
  scope: ProjectScope<'pod:log'>,
  { pod, container, tail, follow }: ContainerLogInput,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const { cluster, namespace } = scope.project
  return openLog(getCluster(cluster), { namespace, pod, container, follow, tailLines: tail }, signal)
}
