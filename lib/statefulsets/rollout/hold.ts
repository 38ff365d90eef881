import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { type Place, placeOf } from '../../kubernetes/place.ts'
import type { StatefulSet } from '../../kubernetes/types.ts'
import { requireIdle } from '../../operations/idle.ts'
import { amendSet, changeSet } from '../change-set.ts'
import type { HoldInput } from '../schema.ts'
import { isOnDelete, partitionOf } from '../state/facts.ts'
import { heldAnnotation, heldNote, isHeld, readHeld } from '../state/held.ts'
import { readRollout } from '../state/rollout.ts'
import { readOwnPods } from './own-pods.ts'
import { heldPartition } from './rollout-foresight.ts'

/** Where the partition is now; `isForeign`: somebody else had moved it, and it stays where they put it. */
export interface HoldResult {
  readonly partition: number
  readonly isForeign: boolean
}

/**
 * Stops a rollout where it is: the partition goes to the lowest index from which on all pods run the newest revision, so
 * that what was updated stays, and the former partition is noted. Pods go on running. A rollout that is held stays as it
 * is. Throws `conflict` when the partition is not the one that the person saw, `invalid` for a set with OnDelete, and
 * `operation_running` while an operation is on the set.
 */
export async function holdRollout(
  { project }: ProjectScope<'statefulset:rollout'>,
  input: HoldInput,
): Promise<HoldResult> {
  await requireIdle(project, input.name)
  return holdIn(placeOf(project), input)
}

/** Puts the partition back to where the hold found it, unless somebody else has moved it since; then only the note goes. */
export async function resumeRollout(
  { project }: ProjectScope<'statefulset:rollout'>,
  input: HoldInput,
): Promise<HoldResult> {
  await requireIdle(project, input.name)
  return resumeIn(placeOf(project), input)
}

export function holdIn(place: Place, { name, uid, partition }: HoldInput): Promise<HoldResult> {
  return changeSet(place, name, uid, async (set) => {
    if (isOnDelete(set)) throw new AppError('invalid', { fields: [{ path: '', code: 'on_delete' }] })
    if (isHeld(set)) return async () => ({ partition: partitionOf(set), isForeign: false })
    requireSeen(set, partition)
    const cells = await readOwnPods(place, set)
    const put = heldPartition(readRollout(set, []), cells)
    return async () => {
      await amendSet(place, set, {
        metadata: { annotations: { [heldAnnotation]: heldNote(partition, put) } },
        spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: put } } },
      })
      return { partition: put, isForeign: false }
    }
  })
}

export function resumeIn(place: Place, { name, uid, partition }: HoldInput): Promise<HoldResult> {
  return changeSet(place, name, uid, (set) => {
    const held = readHeld(set)
    const now = partitionOf(set)
    if (held === null) return async () => ({ partition: now, isForeign: false })
    const metadata = { annotations: { [heldAnnotation]: null } }
    const isForeign = !isHeld(set) || isOnDelete(set)
    if (!isForeign) requireSeen(set, partition)
    const spec = { updateStrategy: { rollingUpdate: { partition: held.former } } }
    return async () => {
      await amendSet(place, set, isForeign ? { metadata } : { metadata, spec })
      return { partition: isForeign ? now : held.former, isForeign }
    }
  })
}

function requireSeen(set: StatefulSet, partition: number): void {
  if (partitionOf(set) !== partition)
    throw new AppError('conflict', { message: 'another partition than was seen' })
}
