import type { Pod } from '../kubernetes/types.ts'

/** What the log of a container depends on; plain data. */
export interface LogContainer {
  readonly name: string
  readonly isInit: boolean
  /** Counts the starts from 0: the log that the kubelet serves is of this run. */
  readonly run: number
  readonly state: 'waiting' | 'running' | 'ended'
  /** Why it waits, or how it ended: the kubelet's word. */
  readonly reason: string
  readonly exitCode: number
  /** How and when, ISO 8601, the run before ended; null before there was one. */
  readonly last: { readonly reason: string; readonly exitCode: number; readonly at: string } | null
}

export interface LogPod {
  readonly name: string
  readonly uid: string
  readonly ordinal: number | null
  readonly containers: readonly LogContainer[]
}

/** The pods whose logs are shown, as they are now. */
export interface LogPods {
  readonly read: () => readonly LogPod[]
  /** Calls `changed` after each change, until the function that this gives is called. */
  readonly onChange: (changed: () => void) => () => void
}

export function toLogPod({ metadata, spec, status }: Pod, ordinal: number | null): LogPod {
  const isInit = new Set(spec?.initContainers?.map(({ name }) => name))
  const statuses = [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
    ...(status?.ephemeralContainerStatuses ?? []),
  ]
  const known = new Map(statuses.map((one) => [one.name, one]))
  const names = [
    ...isInit,
    ...(spec?.containers ?? []).map(({ name }) => name),
    ...(spec?.ephemeralContainers ?? []).map(({ name }) => name),
  ]
  const containers = names.map((name): LogContainer => {
    const one = known.get(name)
    const { waiting, running, terminated } = one?.state ?? {}
    const former = one?.lastState?.terminated
    return {
      name,
      isInit: isInit.has(name),
      run: one?.restartCount ?? 0,
      state: running !== undefined ? 'running' : terminated !== undefined ? 'ended' : 'waiting',
      reason: terminated?.reason ?? waiting?.reason ?? '',
      exitCode: terminated?.exitCode ?? 0,
      last:
        former === undefined
          ? null
          : { reason: former.reason ?? '', exitCode: former.exitCode, at: former.finishedAt ?? '' },
    }
  })
  return { name: metadata.name, uid: metadata.uid, ordinal, containers }
}
