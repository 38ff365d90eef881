import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { placeOf } from '../../kubernetes/place.ts'
import type { StatefulSet } from '../../kubernetes/types.ts'
import type { ObjectName } from '../../names.ts'
import { requireIdle } from '../../operations/idle.ts'
import { notedReplicas } from '../../stop-note.ts'
import { amendSet, changeSet } from '../change-set.ts'
import type { Losing, StartInput, StopInput } from '../schema.ts'
import { annotations } from '../state/state.ts'
import { withSpec } from './losses.ts'
import { requireConsent } from './require-consent.ts'

export interface StopOrStart {
  /** What the set goes to, or has already. */
  readonly replicas: number
  /** What it had right before. */
  readonly from: number
  readonly isChanged: boolean
}

type StopScope = ProjectScope<'statefulset:stop'>

/**
 * Goes to zero replicas in order, and notes how many there were, also when that is not what the person saw: somebody
 * scaled in between, and a start returns to that. A set that is at zero stays as it is. Throws as requireConsent does
 * when claims would be deleted with the pods.
 */
export function stopStatefulSet(scope: StopScope, { name, uid, losing }: StopInput): Promise<StopOrStart> {
  return change(scope, { name, uid, losing }, (set) => {
    const replicas = replicasOf(set)
    return replicas === 0 ? null : { replicas: 0, note: String(replicas) }
  })
}

/** Returns to the replicas that a stop noted, or to one. A set that somebody else has started stays as it is. */
export function startStatefulSet(scope: StopScope, { name, uid }: StartInput): Promise<StopOrStart> {
  return change(scope, { name, uid, losing: [] }, (set) => {
    if (replicasOf(set) > 0) return null
    return { replicas: notedReplicas(set) ?? 1, note: null }
  })
}

async function change(
  scope: StopScope,
  { name, uid, losing }: { readonly name: ObjectName; readonly uid: string; readonly losing: Losing },
  decide: (set: StatefulSet) => { replicas: number; note: string | null } | null,
): Promise<StopOrStart> {
  await requireIdle(scope.project, name)
  const place = placeOf(scope.project)
  return changeSet<StopOrStart>(place, name, uid, async (set) => {
    const from = replicasOf(set)
    const decision = decide(set)
    if (decision === null) return async () => ({ replicas: from, from, isChanged: false })
    const { replicas, note } = decision
    await requireConsent(scope, set, withSpec(set, { replicas }), losing)
    return async () => {
      await amendSet(place, set, {
        metadata: { annotations: { [annotations.replicas]: note } },
        spec: { replicas },
      })
      return { replicas, from, isChanged: true }
    }
  })
}

function replicasOf({ spec }: StatefulSet): number {
  return spec?.replicas ?? 1
}
