import 'server-only'
import { roleCan } from '../../auth/permissions.ts'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError, isAppError } from '../../errors.ts'
import { placeOf } from '../../kubernetes/place.ts'
import { countsOf, readQuotas } from '../create/quota-facts.ts'
import { foreseeDeletion } from '../deletion/foresee-delete.ts'
import { readLoosePods } from '../deletion/others.ts'
import { type ForesightQuery, foresightPermissions } from '../schema.ts'
import { windowOf } from '../state/facts.ts'
import type { QuotaReading } from './foresee-facts.ts'
import { foreseeReplicas } from './foresee-replicas.ts'
import type { Foresight } from './foresight.ts'
import { readForesightFacts } from './read-foresight-facts.ts'

/**
 * What an operation would do to the set as it is now. Throws `forbidden` to those who may not do it, `not_found`, or why
 * the cluster cannot say.
 */
export async function foresee(
  scope: ProjectScope<'statefulset:view'>,
  { name, operation, replicas }: ForesightQuery,
): Promise<Foresight> {
  const permission = foresightPermissions[operation]
  if (!roleCan(scope.role, permission)) throw new AppError('forbidden', { message: `not ${permission}` })
  const facts = await readForesightFacts(scope, name)
  if (operation === 'delete')
    return foreseeDeletion({ ...facts, loosePods: await readLoosePods(placeOf(scope.project)) })
  const wanted = replicas ?? windowOf(facts.set).count
  const isUp = operation === 'start' || (operation === 'scale' && wanted > windowOf(facts.set).count)
  return foreseeReplicas(facts, operation, wanted, isUp ? await readRoom(scope) : null)
}

/** What the quotas leave; null where they may not be read: the cluster counts in any case. */
async function readRoom({ project }: ProjectScope): Promise<QuotaReading | null> {
  const place = placeOf(project)
  try {
    const { quotas, limits } = await readQuotas(place)
    return { counts: countsOf(quotas), limits }
  } catch (error) {
    if (isAppError(error, 'cluster_forbidden')) return null
    throw error
  }
}
