import 'server-only'
import { AppError } from '../errors.ts'
import { controllerOf } from '../kubernetes/owner.ts'
import type { Pod } from '../kubernetes/types.ts'

/** Throws `invalid` for a pod that no set controls: nobody would make it anew. */
export function requirePodOfSet(pod: Pod): void {
  if (controllerOf(pod)?.kind !== 'StatefulSet')
    throw new AppError('invalid', { fields: [{ path: 'pod', code: 'not_of_set' }] })
}
