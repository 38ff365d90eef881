import 'server-only'
import { isAppError } from '../../errors.ts'
import { getObject } from '../../kubernetes/objects.ts'
import type { Place } from '../../kubernetes/place.ts'
import type { ResourceTypes } from '../../kubernetes/types.ts'
import { isObjectName } from '../../names.ts'
import type { MadeResource } from './plan.ts'
import { readMark, type Wanted } from './request-mark.ts'

export type MadeObject = ResourceTypes[MadeResource]

/** What stands where an object is wanted. */
export type Standing =
  | { readonly is: 'absent' }
  | { readonly is: 'same' | 'former' | 'foreign'; readonly object: MadeObject }

/** Reads what stands there; a name that no object can have is of none. */
export async function look({ cluster, namespace }: Place, wanted: Wanted): Promise<Standing> {
  const { name } = wanted.manifest
  if (!isObjectName(name)) return { is: 'absent' }
  try {
    const object: MadeObject = await getObject(cluster, wanted.resource, namespace, name)
    return { is: readMark(object, wanted), object }
  } catch (error) {
    if (isAppError(error, 'not_found')) return { is: 'absent' }
    throw error
  }
}
