import type { Pod } from '../../kubernetes/types.ts'
import { toBytes } from '../../manifests/quantity.ts'
import { type SetView, toView } from '../list/row.ts'
import type { SetFacts } from '../state/facts.ts'
import type { Ordinal } from '../state/ordinals.ts'
import { isNodeLost } from '../state/pod-trouble.ts'
import { type Rollout, readRollout } from '../state/rollout.ts'
import type { SetStatus } from '../state/state.ts'
import type { Reason } from '../state/trouble.ts'

/** One ordinal with what its pod shows; plain data, as it goes to the browser. */
export interface OrdinalRow extends Omit<Ordinal, 'trouble'> {
  /** A word under `reasons`; null when the pod is as it should be, or missing. */
  readonly reason: Reason | null
  /** Null without a pod. */
  readonly uid: string | null
  readonly containers: readonly string[]
  readonly node: string | null
  readonly ip: string | null
  readonly restarts: number
  /** Its node is gone or cannot be reached: nobody can say that it does not run. */
  readonly isNodeLost: boolean
  /** How a container of it ended last; null when none did. */
  readonly lastEnd: LastEnd | null
  /** Its claims that are there. */
  readonly claims: readonly string[]
  /** ISO 8601, null without a pod. */
  readonly createdAt: string | null
}

export interface LastEnd {
  readonly container: string
  /** The kubelet's word: `Error`, `OOMKilled`, `Completed` … */
  readonly reason: string
  readonly exitCode: number
  /** ISO 8601, '' when not known. */
  readonly at: string
}

export interface SetDetail extends SetView, Rollout {
  readonly serviceName: string
  /** By name, with what one pod's claim asks for, in bytes. */
  readonly claimTemplates: readonly { readonly name: string; readonly bytes: number }[]
  readonly ordinals: readonly OrdinalRow[]
}

export function toDetail(facts: SetFacts, status: SetStatus): SetDetail {
  const { set, pods } = facts
  const byName = new Map(pods.map((pod) => [pod.metadata.name, pod]))
  return {
    ...toView(set, status),
    ...readRollout(set, pods),
    serviceName: set.spec?.serviceName ?? '',
    claimTemplates: (set.spec?.volumeClaimTemplates ?? []).map(({ metadata, spec }) => ({
      name: metadata?.name ?? '',
      bytes: toBytes(spec?.resources?.requests?.storage ?? ''),
    })),
    ordinals: status.ordinals.map((ordinal) => toOrdinalRow(ordinal, byName.get(ordinal.podName), facts)),
  }
}

function toOrdinalRow({ trouble, ...ordinal }: Ordinal, pod: Pod | undefined, around: SetFacts): OrdinalRow {
  const statuses = pod?.status?.containerStatuses ?? []
  return {
    ...ordinal,
    reason: trouble?.reason ?? null,
    uid: pod?.metadata.uid ?? null,
    containers: (pod?.spec?.containers ?? []).map(({ name }) => name),
    node: pod?.spec?.nodeName ?? null,
    ip: pod?.status?.podIP ?? null,
    isNodeLost: pod !== undefined && isNodeLost(pod, around),
    restarts: statuses.reduce((sum, { restartCount }) => sum + restartCount, 0),
    lastEnd: pod === undefined ? null : readLastEnd(pod),
    claims: around.claims
      .map(({ metadata }) => metadata.name)
      .filter((name) => name.endsWith(`-${ordinal.podName}`)),
    createdAt: pod?.metadata.creationTimestamp ?? null,
  }
}

function readLastEnd({ status }: Pod): LastEnd | null {
  const ends = (status?.containerStatuses ?? []).flatMap(({ name, state, lastState }): LastEnd[] => {
    const end = state?.terminated ?? lastState?.terminated
    if (end === undefined) return []
    return [{ container: name, reason: end.reason ?? '', exitCode: end.exitCode, at: end.finishedAt ?? '' }]
  })
  return ends.sort((a, b) => b.at.localeCompare(a.at))[0] ?? null
}
