import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { type MergePatch, strategicPatchObject } from '../../kubernetes/objects.ts'
import { type Place, placeOf } from '../../kubernetes/place.ts'
import type { ControllerRevision, StatefulSet } from '../../kubernetes/types.ts'
import { pathText } from '../../manifests/path.ts'
import { type Policy, policyFaults, readPolicy } from '../../manifests/policy.ts'
import { type Fields, fieldsOf } from '../../manifests/read.ts'
import { same } from '../../manifests/values.ts'
import type { ObjectName } from '../../names.ts'
import { requireIdle } from '../../operations/idle.ts'
import { changeSet } from '../change-set.ts'
import type { RollbackInput } from '../schema.ts'
import { digestOf, getRevision, templateOf } from './revision.ts'

export interface RollbackResult {
  /** The set has this template already; nothing was changed. */
  readonly isSame: boolean
  /** Of the set with the change. */
  readonly generation: number
  readonly warnings: readonly string[]
}

/**
 * Gives the set the whole template of a former revision, also without the fields that were added since; nothing else of
 * the set changes. What the revision keeps is sent as it is (pkg/controller/statefulset ApplyRevision), tried without
 * storing first. Throws `conflict` when the template is not the one that the person saw; `invalid` where the project's
 * policy does not allow the former one; `operation_running` while an operation is on the set.
 */
export async function rollBack({ project }: ProjectScope<'statefulset:rollback'>, input: RollbackInput) {
  await requireIdle(project, input.name)
  return rollBackIn(placeOf(project), input, readPolicy(project.policy))
}

export function rollBackIn(
  place: Place,
  { name, uid, revision: wanted, seen }: RollbackInput,
  policy: Policy,
): Promise<RollbackResult> {
  return changeSet(place, name, uid, async (set) => {
    if (digestOf(set.spec?.template) !== seen)
      throw new AppError('conflict', { message: 'another template than was seen' })
    const revision = await getRevision(place, set, wanted)
    return async () => {
      const { after } = await tryRollback(place, set, revision, policy)
      if (same(after, set.spec?.template)) {
        return { isSame: true, generation: set.metadata.generation ?? 0, warnings: [] }
      }
      const { value, warnings } = await sendRollback(place, set, revision, false)
      return { isSame: false, generation: value.metadata.generation ?? 0, warnings }
    }
  })
}

/** The template that the set would have, as the server says. */
export async function tryRollback(
  place: Place,
  set: StatefulSet,
  revision: ControllerRevision,
  policy: Policy,
): Promise<{ readonly after: unknown; readonly warnings: readonly string[] }> {
  const base = ['spec', 'template']
  const faults = policyFaults(templateOf(revision), policy, base)
  if (faults.length > 0)
    throw new AppError('invalid', {
      fields: faults.map(({ path, ...rest }) => ({ path: pathText(path), ...rest })),
    })
  const { value, warnings } = await sendRollback(place, set, revision, true)
  return { after: value.spec?.template, warnings }
}

function sendRollback(
  { cluster, namespace }: Place,
  set: StatefulSet,
  revision: ControllerRevision,
  dryRun: boolean,
) {
  const { name, uid, resourceVersion } = set.metadata
  const patch: MergePatch = { metadata: { uid, resourceVersion }, ...requirePatch(revision) }
  return strategicPatchObject(cluster, 'statefulsets', namespace, name as ObjectName, patch, { dryRun })
}

/** Nothing but a template is ever taken from a revision: who may write one is not who may write sets. */
function requirePatch({ data }: ControllerRevision): { spec: Fields } {
  const patch = fieldsOf(data)
  const spec = fieldsOf(patch.spec)
  const isTemplate = Object.keys(patch).join() === 'spec' && Object.keys(spec).join() === 'template'
  if (!isTemplate || fieldsOf(spec.template).$patch !== 'replace')
    throw new AppError('invalid', {
      message: 'not a revision of a set',
      fields: [{ path: '', code: 'revision' }],
    })
  return { spec }
}
