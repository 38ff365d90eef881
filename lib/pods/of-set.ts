import 'server-only'
import { AppError } from '../errors.ts'
import type { Pod } from '../kubernetes/types.ts'

/** Throws `invalid` for a pod that no set controls: nobody would make it anew. */
export function requirePodOfSet({ metadata }: Pod): void {
  const isOfSet = metadata.ownerReferences?.some(
    ({ controller, kind }) => controller && kind === 'StatefulSet',
  )
  if (isOfSet !== true) throw new AppError('invalid', { fields: [{ path: 'pod', code: 'not_of_set' }] })
}
