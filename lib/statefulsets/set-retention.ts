import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError, isAppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { getObject, patchObject } from '../kubernetes/objects.ts'
import type { RetentionInput } from './volume-schema.ts'

/** How often the controller may write its status between our reading and our writing. */
const tries = 5

/**
 * What becomes of the claims when ordinals leave and when the set is deleted; nothing is deleted by this itself. Throws
 * `conflict` when the set is another one, or says otherwise than the person saw.
 */
export async function setRetention(
  { project }: ProjectScope<'statefulset:edit'>,
  { name, uid, whenScaled, whenDeleted, seen }: RetentionInput,
): Promise<{ warnings: readonly string[] }> {
  const cluster = getCluster(project.cluster)
  for (let attempt = 1; ; attempt++) {
    const set = await getObject(cluster, 'statefulsets', project.namespace, name)
    const present = {
      whenScaled: 'Retain',
      whenDeleted: 'Retain',
      ...set.spec?.persistentVolumeClaimRetentionPolicy,
    }
    const isAsSeen = present.whenScaled === seen.whenScaled && present.whenDeleted === seen.whenDeleted
    if (set.metadata.uid !== uid || !isAsSeen)
      throw new AppError('conflict', { message: 'not what was seen' })
    const { resourceVersion } = set.metadata
    try {
      const { warnings } = await patchObject(cluster, 'statefulsets', project.namespace, name, {
        metadata: { uid, resourceVersion },
        spec: { persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted } },
      })
      return { warnings }
    } catch (error) {
      if (!isAppError(error, 'conflict') || attempt === tries) throw error
    }
  }
}
