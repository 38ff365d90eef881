import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import { getObject } from '../../kubernetes/objects.ts'
import type { ObjectName } from '../../names.ts'
import { catalog } from '../list/catalog.ts'
import type { SetFacts } from '../state/facts.ts'
import type { SetStatus } from '../state/state.ts'
import { type SetDetail, toDetail } from './detail.ts'

/** How long a set that the cluster has may take to come to the board, ms. */
const arrivalMs = 3000
const lookMs = 25

/** Throws `not_found`, or why the cluster cannot say. */
export async function getStatefulSet(
  scope: ProjectScope<'statefulset:view'>,
  name: ObjectName,
): Promise<SetDetail> {
  const { facts, status } = await readFacts(scope, name)
  return toDetail(facts, status)
}

/** Whoever may edit a set, see its pods, or read what they write, may see the set. */
type Viewer = ProjectScope<'statefulset:view' | 'statefulset:edit' | 'pod:view' | 'pod:log'>

/** All that one set's state is derived from. A set that was made a moment ago is in the cluster before its event is here. */
export async function readFacts(
  { project }: Viewer,
  name: ObjectName,
): Promise<{ facts: SetFacts; status: SetStatus }> {
  const cluster = getCluster(project.cluster)
  const board = catalog().board(project.cluster)
  const reading = board.loaded(project.namespace)
  const known = board.read(project.namespace, name)
  if (known !== null) return known
  await getObject(cluster, 'statefulsets', project.namespace, name)
  await Promise.race([reading, sleep(arrivalMs, undefined, { ref: false })])
  for (let waited = 0; waited < arrivalMs; waited += lookMs) {
    const arrived = board.read(project.namespace, name)
    if (arrived !== null) return arrived
    await sleep(lookMs)
  }
  throw new AppError('cluster_timeout', { message: 'the watch does not follow' })
}
