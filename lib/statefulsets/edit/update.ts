import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { getObject, jsonPatchObject, type WriteOptions } from '../../kubernetes/objects.ts'
import { type Place, placeOf } from '../../kubernetes/place.ts'
import type { StatefulSet } from '../../kubernetes/types.ts'
import { type Unkept, unkeptOf } from '../../manifests/kept.ts'
import { editableOf } from '../../manifests/live-text.ts'
import { readPolicy } from '../../manifests/policy.ts'
import type { ObjectName } from '../../names.ts'
import { requireIdle } from '../../operations/idle.ts'
import { located } from '../create/dry-run.ts'
import { onLatest } from '../on-latest.ts'
import type { UpdateStatefulSetInput } from '../schema.ts'
import { asObject } from './get-editable.ts'
import { type CheckedEdit, checkUpdate, planUpdate, type UpdatePlan } from './update-plan.ts'

export interface UpdatedSet {
  readonly warnings: readonly string[]
  /** What the server did not keep as it was sent. */
  readonly unkept: readonly Unkept[]
}

/**
 * Changes exactly what was edited, of exactly the version that was compared with what the person read. Writes of status
 * and scaling in between are no conflict: it reads again and goes on.
 *
 * Throws `invalid` or `cluster_invalid` with each complaint at its line; `conflict` (see planUpdate), `not_found`, and
 * `operation_running` while an operation is on the set.
 */
export async function updateStatefulSet(
  { project }: ProjectScope<'statefulset:edit'>,
  input: UpdateStatefulSetInput,
): Promise<UpdatedSet> {
  await requireIdle(project, input.name)
  const place = placeOf(project)
  const { namespace } = project
  const edit = checkUpdate(input, { namespace, policy: readPolicy(project.policy) })
  const { plan, stored, warnings } = await sendUpdate(place, input.name, edit)
  return { warnings, unkept: unkeptBy(plan, stored) }
}

export interface SentUpdate {
  readonly plan: UpdatePlan
  /** As the server has it now, or would. */
  readonly stored: StatefulSet
  readonly warnings: readonly string[]
}

export async function sendUpdate(
  { cluster, namespace }: Place,
  name: ObjectName,
  edit: CheckedEdit,
  options: WriteOptions = {},
): Promise<SentUpdate> {
  return onLatest(async () => {
    const set = await getObject(cluster, 'statefulsets', namespace, name)
    const plan = planUpdate(edit, set)
    if (plan.operations.length === 0) return async () => ({ plan, stored: set, warnings: [] })
    const { resourceVersion } = set.metadata
    const guard = { op: 'replace', path: '/metadata/resourceVersion', value: resourceVersion } as const
    const operations = [guard, ...plan.operations]
    return async () => {
      const patching = jsonPatchObject(cluster, 'statefulsets', namespace, name, operations, options)
      const { value, warnings } = await patching.catch((error: unknown) => {
        throw located({ manifest: edit.manifest, resource: 'statefulsets' }, error)
      })
      return { plan, stored: value, warnings }
    }
  })
}

export function unkeptBy(plan: UpdatePlan, stored: StatefulSet): Unkept[] {
  return unkeptOf(editableOf(plan.wanted), editableOf(asObject(stored)))
}
