import type { SetFacts } from './state.ts'

/** One cell of the ordinal strip. `extra` is a pod outside the window that is on its way out. */
export type OrdinalState = 'ready' | 'starting' | 'failing' | 'terminating' | 'missing'

export interface Ordinal {
  readonly ordinal: number
  readonly state: OrdinalState
  readonly podName: string
  /** Whether the pod runs the set's newest template; null when there is no pod. */
  readonly isUpdated: boolean | null
  /** The kubelet's or scheduler's reason, e.g. `ImagePullBackOff`; null when there is none. */
  readonly reason: string | null
}

interface ContainerFacts {
  readonly state?:
    | {
        readonly waiting?: { readonly reason?: string | undefined } | undefined
        readonly terminated?: { readonly reason?: string | undefined; readonly exitCode: number } | undefined
      }
    | undefined
}

export interface PodFacts {
  readonly metadata: {
    readonly name: string
    readonly deletionTimestamp?: string | undefined
    readonly labels?: Readonly<Record<string, string>> | undefined
  }
  readonly status?:
    | {
        readonly phase?: string | undefined
        readonly reason?: string | undefined
        readonly conditions?:
          | readonly {
              readonly type: string
              readonly status: string
              readonly reason?: string | undefined
            }[]
          | undefined
        readonly containerStatuses?: readonly ContainerFacts[] | undefined
        readonly initContainerStatuses?: readonly ContainerFacts[] | undefined
      }
    | undefined
}

/** Waiting reasons that are steps on the way, not failures. */
const harmless = new Set(['ContainerCreating', 'PodInitializing'])

/** The ordinal in a pod's name, or null when the pod cannot be this set's (`<set>-<n>`, no leading zeros). */
export function ordinalOf(setName: string, podName: string): number | null {
  const digits = podName.startsWith(`${setName}-`) ? podName.slice(setName.length + 1) : ''
  return /^(?:0|[1-9]\d{0,9})$/.test(digits) ? Number(digits) : null
}

/** One cell for each wanted ordinal from `ordinals.start`, then the pods outside the window; in numeric order. */
export function readOrdinals(
  setName: string,
  set: Pick<SetFacts, 'spec' | 'status'>,
  pods: readonly PodFacts[],
): Ordinal[] {
  const start = set.spec?.ordinals?.start ?? 0
  const byOrdinal = new Map<number, PodFacts | null>()
  for (let index = 0; index < (set.spec?.replicas ?? 1); index++) byOrdinal.set(start + index, null)
  for (const pod of pods) {
    const ordinal = ordinalOf(setName, pod.metadata.name)
    if (ordinal !== null) byOrdinal.set(ordinal, pod)
  }
  return [...byOrdinal]
    .sort(([a], [b]) => a - b)
    .map(([ordinal, pod]) => toOrdinal(`${setName}-${ordinal}`, ordinal, pod, set.status?.updateRevision))
}

function toOrdinal(podName: string, ordinal: number, pod: PodFacts | null, updateRevision?: string): Ordinal {
  if (pod === null) return { ordinal, podName, state: 'missing', isUpdated: null, reason: null }
  const isUpdated = pod.metadata.labels?.['controller-revision-hash'] === updateRevision
  return { ordinal, podName, isUpdated, ...readPodState(pod) }
}

export function readPodState(pod: PodFacts): {
  state: Exclude<OrdinalState, 'missing'>
  reason: string | null
} {
  const { status = {} } = pod
  if (pod.metadata.deletionTimestamp !== undefined) return { state: 'terminating', reason: null }
  const condition = (type: string) => status.conditions?.find((one) => one.type === type)
  if (status.phase === 'Running' && condition('Ready')?.status === 'True')
    return { state: 'ready', reason: null }
  if (status.phase === 'Failed' || status.phase === 'Succeeded') {
    return { state: 'failing', reason: status.reason ?? status.phase }
  }
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
  const waiting = containers.map((one) => one.state?.waiting?.reason).find((one) => one && !harmless.has(one))
  if (waiting !== undefined) return { state: 'failing', reason: waiting }
  const scheduled = condition('PodScheduled')
  if (scheduled?.status === 'False') return { state: 'failing', reason: scheduled.reason ?? 'Unschedulable' }
  const crashed = containers.find((one) => (one.state?.terminated?.exitCode ?? 0) !== 0)?.state?.terminated
  if (crashed !== undefined) return { state: 'failing', reason: crashed.reason ?? `exit ${crashed.exitCode}` }
  return { state: 'starting', reason: null }
}
