import { availableAt, isReady, isTerminating, type Pod, revisionOf, type StatefulSet } from './facts.ts'
import type { Revisions } from './revisions.ts'

type Status = NonNullable<StatefulSet['status']>

/** What a set says of its pods, the condemned ones and those on their way out included. */
export function statusOf(
  set: StatefulSet,
  pods: readonly Pod[],
  { current, update, collisionCount }: Revisions,
  now: number,
): Status {
  const alive = pods.filter((pod) => !isTerminating(pod))
  const count = (all: readonly Pod[], holds: (pod: Pod) => boolean) => all.filter(holds).length
  const at = (revision: string) => count(alive, (pod) => revisionOf(pod) === revision)
  const status = {
    observedGeneration: set.metadata.generation ?? 1,
    replicas: pods.length,
    readyReplicas: count(pods, isReady),
    availableReplicas: count(pods, (pod) => (availableAt(set, pod) ?? Number.POSITIVE_INFINITY) <= now),
    currentReplicas: at(current.metadata.name),
    updatedReplicas: at(update.metadata.name),
    currentRevision: current.metadata.name,
    updateRevision: update.metadata.name,
    collisionCount,
  }
  if (!isRolledOut(set, status)) return withoutZeros(status)
  const { updatedReplicas: currentReplicas, updateRevision: currentRevision } = status
  return withoutZeros({ ...status, currentReplicas, currentRevision })
}

/** Go leaves these out when they count nothing (`omitempty`), and only these. */
const omitted = ['readyReplicas', 'currentReplicas', 'updatedReplicas']

function withoutZeros(status: Status): Status {
  const isShown = ([key, value]: [string, unknown]) => value !== 0 || !omitted.includes(key)
  return Object.fromEntries(Object.entries(status).filter(isShown)) as unknown as Status
}

/** A rollout is over when every pod is new and ready; with a partition it never is (completeRollingUpdate). */
function isRolledOut(set: StatefulSet, { replicas, readyReplicas, updatedReplicas }: Status): boolean {
  const wanted = set.spec?.replicas ?? 1
  const isRolling = set.spec?.updateStrategy?.type === 'RollingUpdate'
  return isRolling && updatedReplicas === wanted && readyReplicas === wanted && replicas === wanted
}
