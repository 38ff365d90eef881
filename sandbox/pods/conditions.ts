import type { Pod } from './behaviours.ts'
import type { ContainerStatus } from './container-steps.ts'

type Condition = NonNullable<NonNullable<Pod['status']>['conditions']>[number]

/** What the kubelet says of a pod as a whole (pkg/kubelet/status/generate.go); a time is that of the last change. */
export function conditionsOf(
  { spec, status }: Pod,
  inits: readonly ContainerStatus[],
  mains: readonly ContainerStatus[],
  now: string,
): Condition[] {
  const known = status?.conditions ?? []
  const unready = mains.filter(({ ready }) => !ready).map(({ name }) => name)
  const unfinished = inits.filter(({ ready }) => !ready).map(({ name }) => name)
  const gates = (spec?.readinessGates ?? []).map(({ conditionType }) => conditionType)
  const closed = gates.filter((gate) => known.find(({ type }) => type === gate)?.status !== 'True')
  const containers = blame('ContainersNotReady', 'containers with unready status', unready)
  const own: Readonly<Record<string, Partial<Condition>>> = {
    PodReadyToStartContainers: {},
    Initialized: blame('ContainersNotInitialized', 'containers with incomplete status', unfinished),
    Ready:
      unready.length === 0 && closed.length > 0
        ? {
            reason: 'ReadinessGatesNotReady',
            message: closed
              .map((gate) => `corresponding condition of pod readiness gate "${gate}" does not exist.`)
              .join(', '),
          }
        : containers,
    ContainersReady: containers,
  }
  const made = Object.entries(own).map(([type, why]): Condition => {
    const next = { type, status: why.reason === undefined ? 'True' : 'False', ...why }
    const before = known.find((one) => one.type === type)
    const lastTransitionTime = before?.status === next.status ? before.lastTransitionTime : now
    return { ...next, lastTransitionTime } as Condition
  })
  return [...made, ...known.filter(({ type }) => !(type in own))]
}

function blame(reason: string, text: string, names: readonly string[]): Partial<Condition> {
  return names.length === 0 ? {} : { reason, message: `${text}: [${names.join(' ')}]` }
}
