import 'server-only'
import type { ProjectFacts } from '../auth/scope.ts'
import { placeOf } from '../kubernetes/place.ts'
import type { StatefulSet } from '../kubernetes/types.ts'
import type { ObjectName } from '../names.ts'
import { readLivingSet } from './living-set.ts'
import { onLatest } from './on-latest.ts'

interface Changed<Decision> {
  /** As it was right before. */
  readonly set: StatefulSet
  /** Null when there was nothing to do. */
  readonly decision: Decision | null
  readonly warnings: readonly string[]
}

/**
 * Changes the set as it is now: `write` sends the version that `decide` saw. Throws `conflict` for another set of this
 * name, `invalid` for one that is being deleted, and what `decide` throws.
 */
export function changeSet<Decision>(
  project: Pick<ProjectFacts, 'cluster' | 'namespace'>,
  name: ObjectName,
  uid: string,
  decide: (set: StatefulSet) => Decision | null,
  write: (set: StatefulSet, decision: Decision) => Promise<{ readonly warnings: readonly string[] }>,
): Promise<Changed<Decision>> {
  return onLatest(async () => {
    const set = await readLivingSet(placeOf(project), name, uid)
    const decision = decide(set)
    return async () => {
      const { warnings } = decision === null ? { warnings: [] } : await write(set, decision)
      return { set, decision, warnings }
    }
  })
}
