import { isControlledBy } from '../../kubernetes/owner.ts'
import 'server-only'
import { AppError } from '../../errors.ts'
import { deleteObject, getObject } from '../../kubernetes/objects.ts'
import type { Place } from '../../kubernetes/place.ts'
import type { Pod, StatefulSet } from '../../kubernetes/types.ts'
import type { ObjectName } from '../../names.ts'
import { changeSet } from '../change-set.ts'
import type { UnblockInput } from '../schema.ts'
import { isObserved, isOnDelete, ordinalOf, partitionOf, windowOf } from '../state/facts.ts'
import { toOwnPod } from './own-pods.ts'

/**
 * Deletes the one pod of a former revision that a corrected template waits behind (kubernetes/kubernetes#67250), so that
 * the controller makes it anew from the newest. Set and pod are read again right before, and the pod is deleted in exactly
 * that version: one that became ready meanwhile is never deleted. Throws `conflict` when the pod is another one,
 * `invalid` when it is not in the way.
 */
export function unblockIn(place: Place, { name, uid, pod, podUid }: UnblockInput): Promise<true> {
  return changeSet<true>(place, name, uid, async (set) => {
    const found = await getObject(place.cluster, 'pods', place.namespace, pod)
    if (found.metadata.uid !== podUid) throw new AppError('conflict', { message: 'another pod' })
    if (found.metadata.deletionTimestamp !== undefined) return async () => true
    if (!isInTheWay(set, found))
      throw new AppError('invalid', { fields: [{ path: 'pod', code: 'not_stuck' }] })
    const { resourceVersion } = found.metadata
    return async () => {
      await deleteObject(place.cluster, 'pods', place.namespace, found.metadata.name as ObjectName, {
        uid: podUid,
        resourceVersion,
      })
      return true
    }
  })
}

/** Not ready, of a former revision, and certain to come back on the newest one. */
export function isInTheWay(set: StatefulSet, pod: Pod): boolean {
  const ordinal = ordinalOf(set.metadata.name, pod.metadata.name)
  if (
    ordinal === null ||
    !isControlledBy(pod, set.metadata.uid) ||
    set.metadata.deletionTimestamp !== undefined
  )
    return false
  const { start, count } = windowOf(set)
  const isRolled = ordinal >= start + partitionOf(set) && ordinal < start + count
  const { isReady, isUpdated } = toOwnPod(ordinal, pod, set)
  return isObserved(set) && isRolled && !isOnDelete(set) && !isReady && !isUpdated
}
