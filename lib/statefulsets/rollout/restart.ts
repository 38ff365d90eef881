import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { type Place, placeOf } from '../../kubernetes/place.ts'
import type { StatefulSet } from '../../kubernetes/types.ts'
import { requireIdle } from '../../operations/idle.ts'
import { amendSet, changeSet } from '../change-set.ts'
import type { RestartInput } from '../schema.ts'
import { isObserved } from '../state/facts.ts'

/** Which request restarted the set last: when it comes again, it is done already. */
const requestAnnotation = 'ordinal.io/restart'

export interface RestartResult {
  readonly warnings: readonly string[]
  /** Of the set with the change. */
  readonly generation: number
}

/**
 * Replaces the pods by a new revision that differs only in the time of the restart, in the order of a rollout, as
 * `kubectl rollout restart` does. A set with OnDelete keeps its pods until somebody deletes them. The same request again
 * changes nothing. Throws `conflict` when the template is not the one that the person saw, as after another restart;
 * `operation_running` while an operation is on the set.
 */
export async function restartStatefulSet(
  { project }: ProjectScope<'statefulset:restart'>,
  input: RestartInput,
): Promise<RestartResult> {
  await requireIdle(project, input.name)
  return restartIn(placeOf(project), input)
}

export function restartIn(
  place: Place,
  { name, uid, revision, requestId }: RestartInput,
): Promise<RestartResult> {
  return changeSet(place, name, uid, (set) => {
    const { generation = 0, annotations = {} } = set.metadata
    if (annotations[requestAnnotation] === requestId) return async () => ({ warnings: [], generation })
    requireSeenTemplate(set, revision)
    return async () => {
      const restartedAt = { 'kubectl.kubernetes.io/restartedAt': new Date().toISOString() }
      const { value, warnings } = await amendSet(place, set, {
        metadata: { annotations: { [requestAnnotation]: requestId } },
        spec: { template: { metadata: { annotations: restartedAt } } },
      })
      return { warnings, generation: value.metadata.generation ?? 0 }
    }
  })
}

/** The revision names the template only once the controller has seen it; before, nobody can say that it is the seen one. */
export function requireSeenTemplate(set: StatefulSet, revision: string): void {
  const code = !isObserved(set)
    ? 'restart_unobserved'
    : set.status?.updateRevision === revision
      ? null
      : 'restart_changed'
  if (code !== null) throw new AppError('conflict', { fields: [{ path: '', code }] })
}
