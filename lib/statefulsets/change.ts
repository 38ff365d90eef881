import 'server-only'
import type { ProjectFacts } from '../auth/scope.ts'
import { AppError, isAppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { getObject } from '../kubernetes/objects.ts'
import type { StatefulSet } from '../kubernetes/types.ts'
import type { ObjectName } from '../names.ts'

/** How often the controller may write its status between our reading and our writing. */
const tries = 5

/**
 * Reads, decides and writes in one breath: `write` sends the version that was read, and a set that changed in between is
 * read and decided anew. Gives what was decided, null for nothing to do. Throws `conflict` for another set of this name,
 * and what `decide` throws.
 */
export async function changeSet<Decision>(
  { cluster, namespace }: Pick<ProjectFacts, 'cluster' | 'namespace'>,
  name: ObjectName,
  uid: string,
  decide: (set: StatefulSet) => Decision | null,
  write: (set: StatefulSet, decision: Decision) => Promise<{ readonly warnings: readonly string[] }>,
): Promise<{ set: StatefulSet; decision: Decision | null; warnings: readonly string[] }> {
  for (let attempt = 1; ; attempt++) {
    const set = await getObject(getCluster(cluster), 'statefulsets', namespace, name)
    if (set.metadata.uid !== uid) throw new AppError('conflict', { message: 'another set of this name' })
    const decision = decide(set)
    if (decision === null) return { set, decision, warnings: [] }
    try {
      const { warnings } = await write(set, decision)
      return { set, decision, warnings }
    } catch (error) {
      if (!isAppError(error, 'conflict') || attempt === tries) throw error
    }
  }
}
