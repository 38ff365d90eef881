import 'server-only'
import { AppError } from '../errors.ts'
import { type ContainerName, isContainerName, type NamespaceName, type ObjectName } from '../names.ts'
import type { Cluster } from './cluster.ts'
import { objectPath } from './path.ts'
import { openStream } from './request.ts'

/** Which part of a log. What is null or absent bounds nothing. */
export interface LogWindow {
  readonly follow?: boolean
  /** Of the run before the present one. */
  readonly previous?: boolean
  readonly tailLines?: number | null
  /** ISO 8601; the API counts it in whole seconds. */
  readonly sinceTime?: string | null
}

export interface LogRequest extends LogWindow {
  readonly namespace: NamespaceName
  readonly pod: ObjectName
  readonly container: ContainerName
  /** Not more than this, from where the lines begin. */
  readonly limitBytes?: number
}

/** A container that is followed and says nothing is answered when it says something, so no deadline can be set. */
const unbounded = { deadlineMs: 2 ** 31 - 1 }

/** The container's log as the kubelet sends it, a timestamp before each line. Aborting the signal closes the connection. */
export function openLog(
  cluster: Cluster,
  { namespace, pod, container, follow = false, previous, tailLines, sinceTime, limitBytes }: LogRequest,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  if (!isContainerName(container)) throw new AppError('invalid', { message: 'not a container name' })
  const query = {
    container,
    follow,
    previous,
    timestamps: true,
    tailLines: tailLines ?? undefined,
    sinceTime: sinceTime ?? undefined,
    limitBytes,
  }
  const path = objectPath('pods', namespace, pod, 'log')
  return openStream(cluster, { method: 'GET', path, query, ...(follow ? unbounded : {}) }, signal)
}
