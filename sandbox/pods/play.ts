import { type Behaviour, behaviourOf, type Container, type Pod } from './behaviours.ts'
import { type ContainerStatus, created, type StepEvent, stateOf, steps } from './container-steps.ts'

/** What the containers of a pod have come to. */
export interface Played {
  readonly statuses: readonly ContainerStatus[]
  /** When something happens next by itself, epoch ms; without end where nothing does. */
  readonly next: number
  readonly events: readonly StepEvent[]
}

export interface Stage {
  readonly pod: Pod
  /** Epoch ms. */
  readonly now: number
  readonly pace: number
  /** Since when a container is in its state. */
  readonly sinceOf: (status: ContainerStatus) => number
  readonly missing: (container: Container) => string | null
}

/** A container takes no more than these steps at one moment. */
const maxSteps = 4

/** Containers side by side, each as far as its time has come. */
export function playAll(
  containers: readonly Container[],
  known: readonly ContainerStatus[],
  stage: Stage,
): Played {
  return together(
    containers.map((container) => playOne(container, known, stage, behaviourOf(stage.pod, container))),
  )
}

/** Init containers, one after the other; one that is to go on (a sidecar) only has to start. */
export function playInits(
  containers: readonly Container[],
  known: readonly ContainerStatus[],
  stage: Stage,
): Played {
  const played: Played[] = []
  for (const container of containers) {
    const isBehind = played.some(({ statuses }) => statuses.some(({ ready }) => !ready))
    if (isBehind) played.push(untouched(container, known))
    else played.push(playInit(container, known, stage))
  }
  return together(played)
}

/** What waits for its turn. */
export function untouched(container: Container, known: readonly ContainerStatus[]): Played {
  const status = known.find(({ name }) => name === container.name) ?? created(container)
  return { statuses: [status], next: Number.POSITIVE_INFINITY, events: [] }
}

export function together(all: readonly Played[]): Played {
  return {
    statuses: all.flatMap(({ statuses }) => statuses),
    next: Math.min(Number.POSITIVE_INFINITY, ...all.map(({ next }) => next)),
    events: all.flatMap(({ events }) => events),
  }
}

function playInit(container: Container, known: readonly ContainerStatus[], stage: Stage): Played {
  const behaviour = behaviourOf(stage.pod, container)
  const isSidecar = container.restartPolicy === 'Always'
  const ending = behaviour.ending ?? { afterMs: 1200, code: 0, reason: 'Completed' as const }
  const played = playOne(
    container,
    known,
    stage,
    isSidecar ? behaviour : { ...behaviour, ending },
    !isSidecar,
  )
  const statuses = played.statuses.map((status) => ({
    ...status,
    ready: isSidecar ? status.state?.running !== undefined : status.state?.terminated?.exitCode === 0,
  }))
  return { ...played, statuses }
}

function playOne(
  container: Container,
  known: readonly ContainerStatus[],
  stage: Stage,
  behaviour: Behaviour,
  isToEnd = false,
): Played {
  const { pod, now, pace, sinceOf } = stage
  const events: StepEvent[] = []
  let status = known.find(({ name }) => name === container.name) ?? created(container)
  let next = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < maxSteps; turn++) {
    const facts = { container, behaviour, status, now, pace, isToEnd, since: sinceOf(status) }
    const bornAt = Date.parse(pod.metadata.creationTimestamp ?? '')
    const { uid, name, namespace } = pod.metadata
    const names = { id: `${uid}-${container.name}`, podName: `${name}_${namespace}(${uid})` }
    const step = steps[stateOf(status)]?.({ ...facts, missing: stage.missing(container), bornAt, ...names })
    if (!step) break
    next = step.at
    if (step.at > now) break
    events.push(...(step.events ?? []))
    status = step.status
    next = Number.POSITIVE_INFINITY
  }
  if (status.state?.running === undefined) return { statuses: [{ ...status, ready: false }], next, events }
  const readyAt = sinceOf(status) + behaviour.readyMs * pace
  if (readyAt > now) return { statuses: [{ ...status, ready: false }], next: Math.min(next, readyAt), events }
  if (behaviour.unready === null) return { statuses: [{ ...status, ready: true }], next, events }
  const message = `Readiness probe failed: ${behaviour.unready}`
  events.push({ type: 'Warning', reason: 'Unhealthy', message })
  return { statuses: [{ ...status, ready: false }], next, events }
}
