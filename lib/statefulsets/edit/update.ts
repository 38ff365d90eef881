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
import { requireConsent } from '../replicas/require-consent.ts'
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
 * Throws `invalid` or `cluster_invalid` with each complaint at its line; `conflict` (see planUpdate), `not_found`,
 * `operation_running` while an operation is on the set, and as requireConsent does when claims would go with it.
 */
export async function updateStatefulSet(
  scope: ProjectScope<'statefulset:edit'>,
  { losing, ...input }: UpdateStatefulSetInput,
): Promise<UpdatedSet> {
  const { project } = scope
  await requireIdle(project, input.name)
  const place = placeOf(project)
  const { namespace } = project
  const edit = checkUpdate(input, { namespace, policy: readPolicy(project.policy) })
  const { plan, stored, warnings } = await sendUpdate(place, input.name, edit, {
    mayChange: (set, wanted) => requireConsent(scope, set, wanted, losing),
  })
  return { warnings, unkept: unkeptBy(plan, stored) }
}

export interface SentUpdate {
  readonly plan: UpdatePlan
  /** As the server has it now, or would. */
  readonly stored: StatefulSet
  readonly warnings: readonly string[]
}

interface SendOptions extends WriteOptions {
  /** Throws where the set as it was read must not become the wanted one. */
  readonly mayChange?: (set: StatefulSet, wanted: StatefulSet) => Promise<void>
}

export async function sendUpdate(
  { cluster, namespace }: Place,
  name: ObjectName,
  edit: CheckedEdit,
  { mayChange, ...options }: SendOptions = {},
): Promise<SentUpdate> {
  return onLatest(async () => {
    const set = await getObject(cluster, 'statefulsets', namespace, name)
    const plan = planUpdate(edit, set)
    if (plan.operations.length === 0) return async () => ({ plan, stored: set, warnings: [] })
    await mayChange?.(set, wantedBy(plan))
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

/** The set as an edit wants it. */
export function wantedBy({ wanted }: UpdatePlan): StatefulSet {
  return wanted as unknown as StatefulSet
}

export function unkeptBy(plan: UpdatePlan, stored: StatefulSet): Unkept[] {
  return unkeptOf(editableOf(plan.wanted), editableOf(asObject(stored)))
}
