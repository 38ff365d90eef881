import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { type Place, placeOf } from '../../kubernetes/place.ts'
import { requireIdle } from '../../operations/idle.ts'
import { amendSet, changeSet } from '../change-set.ts'
import type { PartitionInput } from '../schema.ts'
import { isOnDelete, partitionOf } from '../state/facts.ts'
import { heldAnnotation, readHeld } from '../state/held.ts'

export interface PartitionResult {
  readonly partition: number
  /** Of the set with the change. */
  readonly generation: number
  /** The cluster took the change and left maxUnavailable out: its feature gate is off. */
  readonly isDropped: boolean
}

/**
 * Sets how many low ordinals keep the former revision, and how many pods may be away at once. A note of a hold goes: the
 * person has decided anew. Throws `conflict` when the partition is not the one that the person saw; `invalid` for a set
 * with OnDelete, and for a partition above the replicas; `operation_running` while an operation is on the set.
 */
export async function setPartition(
  { project }: ProjectScope<'statefulset:rollout'>,
  input: PartitionInput,
): Promise<PartitionResult> {
  await requireIdle(project, input.name)
  return setPartitionIn(placeOf(project), input)
}

export function setPartitionIn(
  place: Place,
  { name, uid, from, partition, maxUnavailable }: PartitionInput,
): Promise<PartitionResult> {
  return changeSet(place, name, uid, (set) => {
    if (isOnDelete(set)) throw new AppError('invalid', { fields: [{ path: '', code: 'on_delete' }] })
    if (partitionOf(set) !== from)
      throw new AppError('conflict', { message: 'another partition than was seen' })
    if (partition > (set.spec?.replicas ?? 1))
      throw new AppError('invalid', { fields: [{ path: 'partition', code: 'partition' }] })
    const rollingUpdate = { partition, ...(maxUnavailable === undefined ? {} : { maxUnavailable }) }
    return async () => {
      const { value: after } = await amendSet(place, set, {
        ...(readHeld(set) === null ? {} : { metadata: { annotations: { [heldAnnotation]: null } } }),
        spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate } },
      })
      const kept = after.spec?.updateStrategy?.rollingUpdate?.maxUnavailable
      const isDropped = maxUnavailable !== undefined && maxUnavailable !== null && kept !== maxUnavailable
      return { partition: partitionOf(after), generation: after.metadata.generation ?? 0, isDropped }
    }
  })
}
