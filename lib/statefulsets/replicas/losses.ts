import { isControlledBy } from '../../kubernetes/owner.ts'
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../kubernetes/types.ts'
import { isInWindow, windowOf } from '../state/facts.ts'
import { fateWhenScaled, retentionOf } from '../volumes/retention.ts'
import { claimsOf, type NamedClaim } from './claim-names.ts'

/** The set as a change of its spec leaves it. */
export function withSpec(set: StatefulSet, change: Partial<NonNullable<StatefulSet['spec']>>): StatefulSet {
  return { ...set, spec: { ...(set.spec ?? { selector: {}, template: {} }), ...change } }
}

/** Whether a change of a set ends pods. */
export function endsPods(before: StatefulSet, after: StatefulSet): boolean {
  const [from, to] = [windowOf(before), windowOf(after)]
  return to.start > from.start || to.start + to.count < from.start + from.count
}

/** Whether a change of a set can delete claims at all; to say which, its pods and claims must be known. */
export function mayLose(before: StatefulSet, after: StatefulSet): boolean {
  const hasClaims = (after.spec?.volumeClaimTemplates ?? []).length > 0
  if (!hasClaims || retentionOf(after).whenScaled === 'Retain') return false
  return endsPods(before, after) || retentionOf(before).whenScaled === 'Retain'
}

/** The claims that a change of a set takes along, beyond those that are going already. */
export function lossesOf(
  before: StatefulSet,
  after: StatefulSet,
  pods: readonly Pod[],
  claims: readonly PersistentVolumeClaim[],
): PersistentVolumeClaim[] {
  const { name, uid } = before.metadata
  const own = pods.filter((pod) => isControlledBy(pod, uid))
  const byName = new Map(own.map((pod) => [pod.metadata.name, pod]))
  const goes = (set: StatefulSet, { ordinal, claim }: NamedClaim) =>
    !isInWindow(windowOf(set), ordinal) &&
    fateWhenScaled(set, byName.get(`${name}-${ordinal}`), claim).fate === 'deleted'
  return claimsOf(after, claims)
    .filter((one) => goes(after, one) && !goes(before, one))
    .map(({ claim }) => claim)
}
