import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError } from '../errors.ts'
import type { Pod } from '../kubernetes/types.ts'
import type { ContainerName, ObjectName } from '../names.ts'
import { findWatchedPod } from './get.ts'
import { type LogRequest, openLogFeed } from './log-feed.ts'
import { type LogPods, toLogPod } from './log-pod.ts'

/**
 * The log of one container of the pod of this name, whichever pod that is by and by. Throws `not_found` where there is
 * no such pod or container.
 */
export async function openContainerLog(
  scope: ProjectScope<'pod:log'>,
  pod: ObjectName,
  container: ContainerName,
  request: Omit<LogRequest, 'containers'>,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const watched = await findWatchedPod(scope, pod)
  const pods: LogPods = {
    read: () => (watched.pod === null ? [] : [toLogPod(watched.pod, null)]),
    onChange: (changed) => watched.onChange(changed),
  }
  const isThere = pods.read().some(({ containers }) => containers.some(({ name }) => name === container))
  if (!isThere) throw new AppError('not_found', { message: `container ${container}` })
  return openLogFeed(scope, pods, { ...request, containers: [container] }, signal)
}

interface PodsOfSet {
  readonly read: () => readonly { readonly pod: Pod; readonly ordinal: number }[]
  readonly onChange: LogPods['onChange']
}

/** The logs of all pods of a set as one, by time; pods that come later join. */
export function openSetLog(
  scope: ProjectScope<'pod:log'>,
  { read, onChange }: PodsOfSet,
  request: LogRequest,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const pods = { read: () => read().map(({ pod, ordinal }) => toLogPod(pod, ordinal)), onChange }
  return openLogFeed(scope, pods, request, signal)
}

/** A log on its way to the browser. Compression would hold lines back. */
export function toLogResponse(body: ReadableStream<Uint8Array>): Response {
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'private, no-store, no-transform',
    'Content-Encoding': 'identity',
    'X-Accel-Buffering': 'no',
  }
  return new Response(body, { headers })
}
