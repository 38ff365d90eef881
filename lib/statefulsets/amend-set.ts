import 'server-only'
import { AppError, isAppError } from '../errors.ts'
import { type MergePatch, patchObject } from '../kubernetes/objects.ts'
import type { Place } from '../kubernetes/place.ts'
import type { StatefulSet } from '../kubernetes/types.ts'
import type { ObjectName } from '../names.ts'
import { readLivingSet } from './living-set.ts'

/** How often the controller may write its status between our reading and our writing. */
const tries = 6

/**
 * Runs `attempt` on the set as it is now, and anew when the set changed while it ran: status writes of the controller
 * change a set all the time. What the person saw is for the attempt to compare. Throws `conflict` when another set of
 * this name stands there, `invalid` when it is being deleted.
 */
export async function withFreshSet<T>(
  place: Place,
  name: ObjectName,
  uid: string,
  attempt: (set: StatefulSet) => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    const set = await readLivingSet(place, name, uid)
    try {
      return await attempt(set)
    } catch (error) {
      if (!isAppError(error, 'conflict') || error.message === changedMeanwhile || tried === tries) throw error
    }
  }
}

const changedMeanwhile = 'not what the person saw'

/** What the person decided on is not so any more; trying again would not help. */
export function outdated(): AppError {
  return new AppError('conflict', { message: changedMeanwhile })
}

export interface Amendment {
  readonly annotations?: Readonly<Record<string, string | null>>
  readonly spec?: Readonly<Record<string, unknown>>
}

/** Writes onto exactly the version that was read; gives what came back. Throws `conflict`. */
export async function amendSet(
  { cluster, namespace }: Place,
  set: StatefulSet,
  { annotations, spec }: Amendment,
): Promise<StatefulSet> {
  const { uid, resourceVersion, name } = set.metadata
  const patch: MergePatch = {
    metadata: { uid, resourceVersion, ...(annotations === undefined ? {} : { annotations }) },
    ...(spec === undefined ? {} : { spec }),
  }
  const { value } = await patchObject(cluster, 'statefulsets', namespace, name as ObjectName, patch)
  return value
}
