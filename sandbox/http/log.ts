import type { ServerResponse } from 'node:http'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { badRequest } from '../api/status.ts'
import { behaviourOf, type Container, type Pod } from '../pods/behaviours.ts'
import type { ContainerStatus } from '../pods/container-steps.ts'
import { keptTime, type LogLine, linesBetween, timeOf } from '../pods/log-lines.ts'
import type { Call } from './call.ts'

/** Between two looks at what a container wrote since, ms. */
const followMs = 250

/** What is written to a reader in one go, characters. */
const partLength = 16 * 1024

/** What a container wrote, as the kubelet gives it. Throws 400 and 404. */
export async function log({ sandbox, target, query, response }: Call): Promise<void> {
  const { api } = sandbox
  const find = () => api.store.get('pods', target.namespace, target.name ?? '')
  const pod = api.get('pods', target.namespace, target.name ?? '')
  const container = chosen(pod, query.get('container'))
  const run = runOf(pod, container, query.get('previous') === 'true')
  const isFollowed = query.get('follow') === 'true' && run.finishedAt === null
  const write = writerTo(response, query)
  response.writeHead(200, { 'content-type': 'text/plain' })
  response.flushHeaders()
  const now = api.clock.now()
  const tail = query.has('tailLines') ? Number(query.get('tailLines')) : Number.POSITIVE_INFINITY
  const until = run.finishedAt ?? now
  // Days of a log are not written out for its last lines.
  const from = Math.max(sinceOf(query, now), until - timeOf(behaviourOf(pod, container).log, tail))
  const lines = linesOf(pod, container, run, from, until)
  await write(Number.isFinite(tail) ? last(lines, tail) : lines)
  let seen = until
  while (isFollowed && !response.destroyed) {
    await sleep(followMs)
    const next = api.clock.now()
    const isRunning =
      find()?.metadata.uid === pod.metadata.uid && statusOf(find(), container)?.state?.running !== undefined
    if (!isRunning) break
    // A reader that is slow is waited for; what comes in the meantime is sent then.
    await write(linesOf(pod, container, run, seen, next))
    seen = next
  }
  response.end()
}

/** Writes lines as fast as they are read, and makes no more of them; others have their turn in between. */
function writerTo(response: ServerResponse, query: URLSearchParams) {
  const hasStamps = query.get('timestamps') === 'true'
  let room = Number(query.get('limitBytes') ?? Number.POSITIVE_INFINITY)
  return async (lines: Iterable<LogLine>) => {
    for (const part of partsOf(lines, hasStamps)) {
      if (response.destroyed || room <= 0) return
      const bytes = Buffer.from(part).subarray(0, room)
      room -= bytes.length
      const isTaken = response.write(bytes)
      await (isTaken ? setImmediate() : drained(response))
    }
  }
}

function* partsOf(lines: Iterable<LogLine>, hasStamps: boolean): Generator<string> {
  let part = ''
  for (const { at, text } of lines) {
    part += `${hasStamps ? `${new Date(at).toISOString().replace('Z', '000000Z')} ` : ''}${text}\n`
    if (part.length < partLength) continue
    yield part
    part = ''
  }
  if (part !== '') yield part
}

/** Until there is room again, or nobody reads any more. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      response.off('drain', end).off('close', end)
      resolve()
    }
    response.on('drain', end).on('close', end)
  })
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
    from: Math.max(from, run.startedAt, until - keptTime(style)),
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
