import 'server-only'
import { listObjects } from '../../kubernetes/objects.ts'
import type { Place } from '../../kubernetes/place.ts'
import type { ServiceFact } from './preflight-facts.ts'

export async function readServices({ cluster, namespace }: Place): Promise<ServiceFact[]> {
  const services = await listObjects(cluster, 'services', namespace)
  return services.map(({ metadata, spec }) => ({
    name: metadata.name,
    isHeadless: spec?.clusterIP === 'None',
    selector: spec?.selector ?? {},
    ports: (spec?.ports ?? []).map(({ name = '', port, protocol = 'TCP' }) => ({ name, port, protocol })),
  }))
}
