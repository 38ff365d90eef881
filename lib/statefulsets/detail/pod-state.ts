import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { isAppError } from '../../errors.ts'
import { controllerOf } from '../../kubernetes/owner.ts'
import type { Pod } from '../../kubernetes/types.ts'
import { isObjectName } from '../../names.ts'
import { type OrdinalState, readOrdinals } from '../state/ordinals.ts'
import type { Trouble } from '../state/trouble.ts'
import { readFacts } from './get.ts'

/** How a pod of a set is, by the rules of its set's page. */
export interface PodState {
  readonly set: string
  readonly ordinal: number
  readonly state: OrdinalState
  readonly isUpdated: boolean
  /** Why it is not as the controller wants it; null when it is. */
  readonly trouble: Trouble | null
}

/** Null for a pod that no set has made, and while the cluster cannot say. */
export async function readPodState(scope: ProjectScope<'pod:view'>, pod: Pod): Promise<PodState | null> {
  const owner = controllerOf(pod)
  if (owner?.kind !== 'StatefulSet' || !isObjectName(owner.name)) return null
  try {
    const { facts } = await readFacts(scope, owner.name)
    const found = readOrdinals({ ...facts, pods: [pod] }, Date.now()).find(
      ({ podName }) => podName === pod.metadata.name,
    )
    if (found === undefined) return null
    return {
      set: owner.name,
      ordinal: found.ordinal,
      state: found.state,
      isUpdated: found.isUpdated === true,
      trouble: found.trouble,
    }
  } catch (error) {
    if (isAppError(error)) return null
    throw error
  }
}
