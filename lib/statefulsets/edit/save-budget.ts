import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { createObject, getObject, patchObject } from '../../kubernetes/objects.ts'
import { placeOf } from '../../kubernetes/place.ts'
import { same } from '../../manifests/values.ts'
import { readLivingSet } from '../living-set.ts'
import { onLatest } from '../on-latest.ts'
import type { SaveBudgetInput } from './beside-schema.ts'

interface Saved {
  readonly warnings: readonly string[]
}

/**
 * Makes a PodDisruptionBudget for the pods of a set, or gives one another rule and changes nothing else of it. Throws
 * `already_exists`; `conflict` when the set or the budget is another, or has another rule than the person saw.
 */
export async function saveBudget(
  { project }: ProjectScope<'statefulset:edit'>,
  { set, name, seen, rule }: SaveBudgetInput,
): Promise<Saved> {
  const place = placeOf(project)
  const { cluster, namespace } = place
  if (seen === null) {
    const { spec } = await readLivingSet(place, set.name, set.uid)
    const body = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name, labels: spec?.selector.matchLabels ?? {} },
      spec: { [rule.kind]: rule.value, selector: spec?.selector },
    }
    const { warnings } = await createObject(cluster, 'poddisruptionbudgets', namespace, body)
    return { warnings }
  }
  const { warnings } = await onLatest(async () => {
    const { metadata, spec } = await getObject(cluster, 'poddisruptionbudgets', namespace, name)
    const isAsSeen = metadata.uid === seen.uid && same(spec?.[seen.rule.kind], seen.rule.value)
    if (!isAsSeen) throw new AppError('conflict', { message: 'another budget, or another rule' })
    const other = rule.kind === 'minAvailable' ? 'maxUnavailable' : 'minAvailable'
    const { uid, resourceVersion } = metadata
    const patch = { metadata: { uid, resourceVersion }, spec: { [rule.kind]: rule.value, [other]: null } }
    return () => patchObject(cluster, 'poddisruptionbudgets', namespace, name, patch)
  })
  return { warnings }
}
