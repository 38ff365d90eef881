import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import { getObject } from '../../kubernetes/objects.ts'
import { beginOperation } from '../../operations/begin.ts'
import { windowOf } from '../state/facts.ts'
import { readFreshVolumes, requireAccepted, tryRemake } from './replace-checks.ts'
import { remake } from './replacement.ts'
import { foreseeTemplate } from './template-foresight.ts'
import { templateGoal, templateKind } from './template-kind.ts'
import type { TemplateInput } from './volume-schema.ts'

/**
 * Begins to add or change a claim template, after the cluster was asked whether it would take the set. Throws `invalid`
 * with what keeps it from being done, `conflict` for another set of this name, or why the cluster would refuse.
 */
export async function changeTemplate(
  scope: ProjectScope<'statefulset:edit'>,
  { name, acceptsManagers, ...wanted }: TemplateInput,
): Promise<{ id: string }> {
  const cluster = getCluster(scope.project.cluster)
  const set = await getObject(cluster, 'statefulsets', scope.project.namespace, name)
  if (set.metadata.uid !== wanted.uid) throw new AppError('conflict', { message: 'another set of this name' })
  const volumes = await readFreshVolumes(scope, set)
  requireAccepted(volumes.managers, acceptsManagers)
  const { start, count } = windowOf(set)
  const pods = Array.from({ length: count }, (_, index) => start + index)
  const named = { name, pods: pods.map((ordinal) => ({ name: `${name}-${ordinal}`, ordinal })) }
  const { problems, isNew } = foreseeTemplate(named, volumes, wanted)
  if (problems.length > 0) {
    const fields = problems.map(({ code, path, detail }) => ({ path, code: `template_${code}`, detail }))
    throw new AppError('invalid', { fields })
  }
  const plan = { ...wanted, isNew }
  await tryRemake(scope, remake(set, 'try', templateGoal(plan).change))
  return beginOperation(scope, templateKind, name, plan)
}
