import 'server-only'
import { type FieldError, isAppError } from '../../errors.ts'
import { deleteObject } from '../../kubernetes/objects.ts'
import type { Place } from '../../kubernetes/place.ts'
import { log } from '../../log.ts'
import { isObjectName } from '../../names.ts'
import type { MadeObject } from './look.ts'
import { fault, keyOf } from './plan.ts'
import type { Wanted } from './request-mark.ts'

export interface Made {
  readonly wanted: Wanted
  readonly object: MadeObject
}

/** Deletes exactly these objects, the last made first. Gives a complaint for each that may still be there. */
export async function takeBack(place: Place, made: readonly Made[]): Promise<FieldError[]> {
  const left: FieldError[] = []
  for (const one of made.toReversed()) if (!(await isTakenBack(place, one))) left.push(leftBehind(one))
  return left
}

export function leftBehind({ wanted }: Made): FieldError {
  return fault(wanted, '', 'left_behind', keyOf(wanted.manifest))
}

async function isTakenBack({ cluster, namespace }: Place, { wanted, object }: Made): Promise<boolean> {
  const { name, uid } = object.metadata
  if (!isObjectName(name)) return false
  try {
    await deleteObject(cluster, wanted.resource, namespace, name, { uid })
    return true
  } catch (error) {
    // It is gone, or another one stands there.
    if (isAppError(error, 'not_found') || isAppError(error, 'conflict')) return true
    log.error({ error, object: keyOf(wanted.manifest) }, 'an object could not be taken back')
    return false
  }
}
