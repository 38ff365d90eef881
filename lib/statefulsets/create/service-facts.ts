import 'server-only'
import { isAppError } from '../../errors.ts'
import { getObject, listObjects } from '../../kubernetes/objects.ts'
import type { Place } from '../../kubernetes/place.ts'
import { isDnsLabel, isObjectName } from '../../names.ts'
import type { PreflightInput } from '../schema.ts'
import type { ServiceFact } from './preflight-facts.ts'

/** Whether a set of this name is there; what is no name is of none. */
export async function readTaken({ cluster, namespace }: Place, { name }: PreflightInput): Promise<boolean> {
  if (!isDnsLabel(name) || !isObjectName(name)) return false
  try {
    await getObject(cluster, 'statefulsets', namespace, name)
    return true
  } catch (error) {
    if (isAppError(error, 'not_found')) return false
    throw error
  }
}

export async function readServices({ cluster, namespace }: Place): Promise<ServiceFact[]> {
  const services = await listObjects(cluster, 'services', namespace)
  return services.map(({ metadata, spec }) => ({
    name: metadata.name,
    isHeadless: spec?.clusterIP === 'None',
    selector: spec?.selector ?? {},
    ports: (spec?.ports ?? []).map(({ name = '', port, protocol = 'TCP' }) => ({ name, port, protocol })),
  }))
}
