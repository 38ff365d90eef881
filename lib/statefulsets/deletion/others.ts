import 'server-only'
import { listObjects } from '../../kubernetes/objects.ts'
import { controllerOf } from '../../kubernetes/owner.ts'
import type { Place } from '../../kubernetes/place.ts'
import type { ForesightFacts } from '../replicas/foresee-facts.ts'

/** The other sets of the namespace, and pods that no set controls. */
export async function readOthers(
  place: Place,
  name: string,
): Promise<Pick<ForesightFacts, 'sets' | 'loosePods'>> {
  const [sets, loosePods] = await Promise.all([
    listObjects(place.cluster, 'statefulsets', place.namespace),
    readLoosePods(place),
  ])
  return { sets: sets.filter(({ metadata }) => metadata.name !== name), loosePods }
}

export async function readLoosePods({ cluster, namespace }: Place): Promise<ForesightFacts['loosePods']> {
  const pods = await listObjects(cluster, 'pods', namespace, { isMetadataOnly: true })
  return pods.filter((pod) => controllerOf(pod)?.kind !== 'StatefulSet')
}
