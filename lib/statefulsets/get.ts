import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { getObject } from '../kubernetes/objects.ts'
import type { Pod } from '../kubernetes/types.ts'
import type { ObjectName } from '../names.ts'
import { catalog } from './catalog.ts'
import type { Ordinal } from './ordinals.ts'
import { type SetView, toView } from './row.ts'
import type { Reason } from './trouble.ts'

/** One ordinal with what its pod shows. */
export interface OrdinalRow extends Omit<Ordinal, 'trouble'> {
  /** A word under `reasons`; null when the pod is as it should be, or missing. */
  readonly reason: Reason | null
  readonly containers: readonly string[]
  readonly node: string | null
  readonly ip: string | null
  readonly restarts: number
  /** ISO 8601, null without a pod. */
  readonly createdAt: string | null
}

export interface SetDetail extends SetView {
  readonly serviceName: string
  readonly claimTemplates: readonly string[]
  readonly ordinals: readonly OrdinalRow[]
}

/** How long a set that the cluster has may take to come to the board, ms. */
const arrivalMs = 3000
const lookMs = 25

/** Throws `not_found`, or why the cluster cannot say. */
export async function getStatefulSet(
  scope: ProjectScope<'statefulset:view'>,
  name: ObjectName,
): Promise<SetDetail> {
  const { facts, status } = await readFromBoard(scope, name)
  const byName = new Map(facts.pods.map((pod) => [pod.metadata.name, pod]))
  return {
    ...toView(facts.set, status),
    serviceName: facts.set.spec?.serviceName ?? '',
    claimTemplates: (facts.set.spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name ?? ''),
    ordinals: status.ordinals.map((ordinal) => toOrdinalRow(ordinal, byName.get(ordinal.podName))),
  }
}

/** A set that was made a moment ago is in the cluster before its event is here. */
async function readFromBoard({ project }: ProjectScope<'statefulset:view'>, name: ObjectName) {
  const cluster = getCluster(project.cluster)
  const board = catalog().board(project.cluster)
  const reading = board.loaded(project.namespace)
  const known = board.read(project.namespace, name)
  if (known !== null) return known
  await getObject(cluster, 'statefulsets', project.namespace, name)
  await Promise.race([reading, sleep(arrivalMs, undefined, { ref: false })])
  for (let waited = 0; waited < arrivalMs; waited += lookMs) {
    const arrived = board.read(project.namespace, name)
    if (arrived !== null) return arrived
    await sleep(lookMs)
  }
  throw new AppError('cluster_timeout', { message: 'the watch does not follow' })
}

function toOrdinalRow({ trouble, ...ordinal }: Ordinal, pod: Pod | undefined): OrdinalRow {
  const statuses = pod?.status?.containerStatuses ?? []
  return {
    ...ordinal,
    reason: trouble?.reason ?? null,
    containers: (pod?.spec?.containers ?? []).map(({ name }) => name),
    node: pod?.spec?.nodeName ?? null,
    ip: pod?.status?.podIP ?? null,
    restarts: statuses.reduce((sum, { restartCount }) => sum + restartCount, 0),
    createdAt: pod?.metadata.creationTimestamp ?? null,
  }
}
