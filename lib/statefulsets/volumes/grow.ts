import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError, type FieldError } from '../../errors.ts'
import type { Cluster } from '../../kubernetes/cluster.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import { getObject, patchObject } from '../../kubernetes/objects.ts'
import { isObjectName } from '../../names.ts'
import { beginOperation } from '../../operations/begin.ts'
import { foreseeGrowth, type GrowProblem } from './grow-foresight.ts'
import { growKind, toGoal } from './grow-kind.ts'
import { readFreshVolumes, requireAccepted, tryRemake } from './replace-checks.ts'
import { remake } from './replacement.ts'
import type { GrowInput } from './volume-schema.ts'
import type { Volumes } from './volumes.ts'

/** Changes that are tried before the first is made. */
const mostTried = 50

/**
 * Begins to grow all volumes of a set, after everything was asked that can be asked without doing anything. Throws
 * `invalid` with what keeps it from growing, `conflict` for another set of this name, or why the cluster would refuse.
 */
export async function growVolumes(
  scope: ProjectScope<'claim:grow'>,
  { name, uid, sizes, acceptsManagers }: GrowInput,
): Promise<{ id: string }> {
  const { namespace } = scope.project
  const cluster = getCluster(scope.project.cluster)
  const set = await getObject(cluster, 'statefulsets', namespace, name)
  if (set.metadata.uid !== uid) throw new AppError('conflict', { message: 'another set of this name' })
  const volumes = await readFreshVolumes(scope, set)
  requireAccepted(volumes.managers, acceptsManagers)
  const { problems, items, isReplaced } = foreseeGrowth(volumes, sizes)
  if (problems.length > 0) throw new AppError('invalid', { fields: problems.map(toField) })
  const plan = { uid, sizes, isReplaced }
  const growing = items.filter(({ verdict }) => verdict === 'grows').slice(0, mostTried)
  await Promise.all([
    ...growing.map((item) => tryGrowth(scope, cluster, volumes, item)),
    ...(isReplaced ? [tryRemake(scope, remake(set, 'try', toGoal(plan).change))] : []),
  ])
  return beginOperation(scope, growKind, name, plan)
}

function toField(problem: GrowProblem): FieldError {
  const code = `volumes_${problem.code}`
  switch (problem.code) {
    case 'quantity':
      return { path: `sizes.${problem.template}`, code, detail: problem.size }
    case 'shrink':
      return { path: `sizes.${problem.template}`, code, detail: problem.size }
    case 'quota':
      return { path: '', code, detail: problem.quota }
    case 'mixed':
    case 'nothing':
      return { path: '', code }
    default:
      return { path: '', code, detail: problem.names.join(', ') }
  }
}

async function tryGrowth(
  { project }: ProjectScope,
  cluster: Cluster,
  { rows }: Volumes,
  { name, to }: { readonly name: string; readonly to: string },
): Promise<void> {
  const uid = rows.find((row) => row.name === name)?.uid
  if (uid === undefined || !isObjectName(name)) return
  const patch = { metadata: { uid }, spec: { resources: { requests: { storage: to } } } }
  await patchObject(cluster, 'persistentvolumeclaims', project.namespace, name, patch, { dryRun: true })
}
