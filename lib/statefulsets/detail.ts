import type { Pod } from '../kubernetes/types.ts'
import { toBytes } from '../manifests/quantity.ts'
import { isOrdered, partitionOf, type SetFacts } from './facts.ts'
import type { Ordinal } from './ordinals.ts'
import { type SetView, toView } from './row.ts'
import { annotations, type SetStatus } from './state.ts'
import type { Reason } from './trouble.ts'

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

export interface SetDetail extends SetView {
  readonly serviceName: string
  /** By name, with what one pod's claim asks for, in bytes. */
  readonly claimTemplates: readonly { readonly name: string; readonly bytes: number }[]
  readonly isOrdered: boolean
  readonly partition: number
  /** As the set says it; null when it does not. */
  readonly maxUnavailable: number | string | null
  /** The partition to which a held rollout returns; null when none is held. */
  readonly heldPartition: number | null
  readonly currentRevision: string
  readonly updateRevision: string
  /** Whether the controller has not taken up the newest change yet. */
  readonly isLagging: boolean
  readonly ordinals: readonly OrdinalRow[]
}

export function toDetail(facts: SetFacts, status: SetStatus): SetDetail {
  const { set, pods } = facts
  const byName = new Map(pods.map((pod) => [pod.metadata.name, pod]))
  const held = Number(set.metadata.annotations?.[annotations.heldPartition] ?? Number.NaN)
  return {
    ...toView(set, status),
    serviceName: set.spec?.serviceName ?? '',
    claimTemplates: (set.spec?.volumeClaimTemplates ?? []).map(({ metadata, spec }) => ({
      name: metadata?.name ?? '',
      bytes: toBytes(spec?.resources?.requests?.storage ?? ''),
    })),
    isOrdered: isOrdered(set),
    partition: partitionOf(set),
    maxUnavailable: set.spec?.updateStrategy?.rollingUpdate?.maxUnavailable ?? null,
    heldPartition: Number.isInteger(held) && held >= 0 ? held : null,
    currentRevision: set.status?.currentRevision ?? '',
    updateRevision: set.status?.updateRevision ?? '',
    isLagging: facts.laggingSince !== null,
    ordinals: status.ordinals.map((ordinal) => toOrdinalRow(ordinal, byName.get(ordinal.podName), facts)),
  }
}

function toOrdinalRow(
  { trouble, ...ordinal }: Ordinal,
  pod: Pod | undefined,
  { claims }: SetFacts,
): OrdinalRow {
  const statuses = pod?.status?.containerStatuses ?? []
  return {
    ...ordinal,
    reason: trouble?.reason ?? null,
    uid: pod?.metadata.uid ?? null,
    containers: (pod?.spec?.containers ?? []).map(({ name }) => name),
    node: pod?.spec?.nodeName ?? null,
    ip: pod?.status?.podIP ?? null,
    restarts: statuses.reduce((sum, { restartCount }) => sum + restartCount, 0),
    lastEnd: pod === undefined ? null : readLastEnd(pod),
    claims: claims
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
