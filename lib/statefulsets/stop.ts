import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError, isAppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { getObject, type MergePatch, patchObject } from '../kubernetes/objects.ts'
import type { StatefulSet } from '../kubernetes/types.ts'
import type { ObjectName } from '../names.ts'
import type { StartInput, StopInput } from './schema.ts'
import { annotations } from './state.ts'

/** How often the controller may write its status between our reading and our writing. */
const tries = 5

/**
 * Goes to zero replicas in order, and notes how many there were. A set that is at zero stays as it is. Throws `invalid`
 * when its claims would be deleted with the pods and the person did not agree to that.
 */
export function stopStatefulSet(
  scope: ProjectScope<'statefulset:stop'>,
  { name, uid, losesClaims }: StopInput,
): Promise<{ replicas: number }> {
  return change(scope, name, uid, (set) => {
    const replicas = set.spec?.replicas ?? 1
    if (replicas === 0) return null
    const isDeleting = set.spec?.persistentVolumeClaimRetentionPolicy?.whenScaled === 'Delete'
    const hasClaims = (set.spec?.volumeClaimTemplates ?? []).length > 0
    if (isDeleting && hasClaims && !losesClaims)
      throw new AppError('invalid', { fields: [{ path: 'losesClaims', code: 'loses_claims' }] })
    return { replicas: 0, note: String(replicas) }
  })
}

/** Returns to the replicas that a stop noted, or to one. A set that somebody else has started stays as it is. */
export function startStatefulSet(
  scope: ProjectScope<'statefulset:stop'>,
  { name, uid }: StartInput,
): Promise<{ replicas: number }> {
  return change(scope, name, uid, (set) => {
    if ((set.spec?.replicas ?? 1) > 0) return null
    const noted = Number(set.metadata.annotations?.[annotations.replicas])
    return { replicas: Number.isInteger(noted) && noted > 0 ? noted : 1, note: null }
  })
}

/** Reads, decides and writes in one breath: a set that changes in between is read and decided anew. */
async function change(
  { project }: ProjectScope<'statefulset:stop'>,
  name: ObjectName,
  uid: string,
  decide: (set: StatefulSet) => { replicas: number; note: string | null } | null,
): Promise<{ replicas: number }> {
  const cluster = getCluster(project.cluster)
  for (let attempt = 1; ; attempt++) {
    const set = await getObject(cluster, 'statefulsets', project.namespace, name)
    if (set.metadata.uid !== uid) throw new AppError('conflict', { message: 'another set of this name' })
    const decision = decide(set)
    if (decision === null) return { replicas: set.spec?.replicas ?? 1 }
    const { resourceVersion } = set.metadata
    const patch: MergePatch = {
      metadata: { uid, resourceVersion, annotations: { [annotations.replicas]: decision.note } },
      spec: { replicas: decision.replicas },
    }
    try {
      await patchObject(cluster, 'statefulsets', project.namespace, name, patch)
      return { replicas: decision.replicas }
    } catch (error) {
      if (!isAppError(error, 'conflict') || attempt === tries) throw error
    }
  }
}
