import 'server-only'
import type { ProjectFacts } from '../auth/scope.ts'
import { AppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { getObject } from '../kubernetes/objects.ts'
import type { StatefulSet } from '../kubernetes/types.ts'
import type { ObjectName } from '../names.ts'
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
  { cluster, namespace }: Pick<ProjectFacts, 'cluster' | 'namespace'>,
  name: ObjectName,
  uid: string,
  decide: (set: StatefulSet) => Decision | null,
  write: (set: StatefulSet, decision: Decision) => Promise<{ readonly warnings: readonly string[] }>,
): Promise<Changed<Decision>> {
  return onLatest(async () => {
    const set = await getObject(getCluster(cluster), 'statefulsets', namespace, name)
    if (set.metadata.uid !== uid) throw new AppError('conflict', { message: 'another set of this name' })
    if (set.metadata.deletionTimestamp !== undefined)
      throw new AppError('invalid', { fields: [{ path: '', code: 'already_deleting' }] })
    const decision = decide(set)
    return async () => {
      const { warnings } = decision === null ? { warnings: [] } : await write(set, decision)
      return { set, decision, warnings }
    }
  })
}
