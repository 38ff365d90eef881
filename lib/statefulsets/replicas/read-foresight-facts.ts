import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import type { ObjectName } from '../../names.ts'
import { readFacts } from '../detail/get.ts'
import { nearby } from '../detail/nearby.ts'
import { readWhole } from '../detail/whole.ts'
import { catalog } from '../list/catalog.ts'
import type { ForesightFacts } from './foresee-facts.ts'

/** From memory, but for what is looked at for the first time. */
export async function readForesightFacts(
  scope: ProjectScope<'statefulset:view' | 'statefulset:edit'>,
  name: ObjectName,
): Promise<ForesightFacts> {
  const { cluster, namespace } = scope.project
  const around = nearby(cluster, namespace)
  const [set, budgets, autoscalers, { facts, status }] = await Promise.all([
    readWhole(scope, name),
    around.objects('poddisruptionbudgets'),
    around.objects('horizontalpodautoscalers'),
    readFacts(scope, name),
  ])
  const board = catalog().board(cluster)
  return {
    set,
    ordinals: status.ordinals,
    pods: facts.pods,
    claims: [...board.objects('persistentvolumeclaims', namespace)],
    budgets: [...budgets],
    autoscalers: [...autoscalers],
    services: [...board.objects('services', namespace)],
    sets: [...board.objects('statefulsets', namespace)].filter(({ metadata }) => metadata.name !== name),
    loosePods: [],
  }
}
