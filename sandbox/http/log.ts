import { setTimeout as sleep } from 'node:timers/promises'
import { badRequest } from '../api/status.ts'
import { behaviourOf, type Container, type Pod } from '../pods/behaviours.ts'
import type { ContainerStatus } from '../pods/container-steps.ts'
import { type LogLine, linesBetween, timeOf } from '../pods/log-lines.ts'
import type { Call } from './call.ts'

/** Between two looks at what a container wrote since, ms. */
const followMs = 250

/** What a container wrote, as the kubelet gives it. Throws 400 and 404. */
export async function log({ sandbox, target, query, response }: Call): Promise<void> {
  const { api } = sandbox
  const find = () => api.store.get('pods', target.namespace, target.name ?? '')
  const pod = api.get('pods', target.namespace, target.name ?? '')
  const container = chosen(pod, query.get('container'))
  const run = runOf(pod, container, query.get('previous') === 'true')
  const isFollowed = query.get('follow') === 'true' && run.finishedAt === null
  const hasStamps = query.get('timestamps') === 'true'
  const write = ({ at, text }: LogLine) =>
    response.write(`${hasStamps ? `${new Date(at).toISOString().replace('Z', '000000Z')} ` : ''}${text}\n`)
  response.writeHead(200, { 'content-type': 'text/plain' })
  response.flushHeaders()
  const now = api.clock.now()
  const since = sinceOf(query, now)
  const tail = query.has('tailLines') ? Number(query.get('tailLines')) : Number.POSITIVE_INFINITY
  const until = run.finishedAt ?? now
  // Days of a log are not written out for its last lines.
  const from = Math.max(since, until - timeOf(behaviourOf(pod, container).log, tail))
  for (const line of last(linesOf(pod, container, run, from, until), tail)) write(line)
  let seen = until
  while (isFollowed && !response.destroyed) {
    await sleep(followMs)
    const next = api.clock.now()
    const isRunning =
      find()?.metadata.uid === pod.metadata.uid && statusOf(find(), container)?.state?.running !== undefined
    if (!isRunning) break
    // A reader that is slow is waited for; what comes in the meantime is sent then.
    if (response.writableNeedDrain) continue
    for (const line of linesOf(pod, container, run, seen, next)) write(line)
    seen = next
  }
  response.end()
}

/** Throws 400. */
export function chosen(pod: Pod, name: string | null): Container {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec ?? {}
  const all = [...containers, ...initContainers, ...(ephemeralContainers as Container[])]
  if (name === null && containers.length > 1) {
    const names = containers.map((one) => one.name).join(' ')
    throw badRequest(
      `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${names}]`,
    )
  }
  const found = name === null ? containers[0] : all.find((one) => one.name === name)
  if (found === undefined) throw badRequest(`container ${name} is not valid for pod ${pod.metadata.name}`)
  return found
}

export function statusOf(pod: Pod | undefined, { name }: Container): ContainerStatus | undefined {
  const {
    containerStatuses = [],
    initContainerStatuses = [],
    ephemeralContainerStatuses = [],
  } = pod?.status ?? {}
  return [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses].find(
    (one) => one.name === name,
  )
}

/** One life of a container; epoch ms. */
interface Run {
  readonly startedAt: number
  readonly finishedAt: number | null
  readonly number: number
}

function runOf(pod: Pod, container: Container, isPrevious: boolean): Run {
  const status = statusOf(pod, container)
  const { state, lastState, restartCount = 0 } = status ?? {}
  const quoted = `container "${container.name}" in pod "${pod.metadata.name}"`
  // While it waits to start anew, its log is that of its last life.
  const ended = isPrevious || state?.waiting !== undefined ? lastState?.terminated : state?.terminated
  if (ended?.startedAt && ended.finishedAt && (isPrevious || state?.running === undefined))
    return {
      ...span(ended.startedAt, ended.finishedAt),
      number: Math.max(0, restartCount - (isPrevious && state?.running ? 1 : 0)),
    }
  if (isPrevious) throw badRequest(`previous terminated ${quoted} not found`)
  if (state?.running?.startedAt !== undefined)
    return { ...span(state.running.startedAt), number: restartCount }
  const reason = state?.waiting?.reason ?? 'ContainerCreating'
  const why = /ImagePull/.test(reason) ? 'trying and failing to pull image' : reason
  throw badRequest(`${quoted} is waiting to start: ${why}`)
}

/** Kubernetes tells whole seconds; what was written within the last one belongs to it. */
function span(from: string, to?: string): Pick<Run, 'startedAt' | 'finishedAt'> {
  return { startedAt: Date.parse(from), finishedAt: to === undefined ? null : Date.parse(to) + 1000 }
}

function linesOf(pod: Pod, container: Container, run: Run, from: number, until: number): Iterable<LogLine> {
  const { log: style, echoes } = behaviourOf(pod, container)
  const seed = `${pod.metadata.uid} ${container.name} ${run.number}`
  return linesBetween({
    style,
    echoes,
    seed,
    startedAt: run.startedAt,
    from: Math.max(from, run.startedAt),
    until,
  })
}

function sinceOf(query: URLSearchParams, now: number): number {
  if (query.has('sinceSeconds')) return now - Number(query.get('sinceSeconds')) * 1000
  return Date.parse(query.get('sinceTime') ?? '1970-01-01T00:00:00Z')
}

function last(lines: Iterable<LogLine>, count: number): LogLine[] {
  const kept: LogLine[] = []
  for (const line of lines) {
    kept.push(line)
    if (kept.length > count * 2 + 100) kept.splice(0, kept.length - count)
  }
  return count === 0 ? [] : kept.slice(-count)
}
