import 'server-only'
import { AppError } from '../errors.ts'
import { type ContainerName, isContainerName, type NamespaceName, type ObjectName } from '../names.ts'
import type { Cluster } from './cluster.ts'
import { objectPath } from './path.ts'
import { openStream } from './request.ts'

export interface LogRequest {
  readonly namespace: NamespaceName
  readonly pod: ObjectName
  readonly container: ContainerName
  readonly follow: boolean
  readonly tailLines: number
  readonly timestamps?: boolean
  readonly previous?: boolean
}

/** The container's log as the kubelet sends it. Aborting the signal closes the connection to the cluster. */
export function openLog(
  cluster: Cluster,
  log: LogRequest,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  if (!isContainerName(log.container)) throw new AppError('invalid', { message: 'not a container name' })
  const { namespace, pod, ...query } = log
  return openStream(
    cluster,
    { method: 'GET', path: objectPath('pods', namespace, pod, 'log'), query: { ...query } },
    signal,
  )
}
