import 'server-only'
import { type AppError, type ErrorCode, toAppError } from '../../errors.ts'
import { createObject } from '../../kubernetes/objects.ts'
import type { Place } from '../../kubernetes/place.ts'
import { look, type MadeObject } from './look.ts'
import type { Wanted } from './request-mark.ts'

export type Outcome =
  | { readonly is: 'made'; readonly object: MadeObject; readonly warnings: readonly string[] }
  | { readonly is: 'refused'; readonly error: AppError }
  /** Nobody can say whether it was made. */
  | { readonly is: 'unknown'; readonly error: AppError }

/** The answers after which an object may be there all the same. */
const inDoubt: readonly ErrorCode[] = [
  'cluster_timeout',
  'cluster_unreachable',
  'cluster_failed',
  'unexpected',
]

/**
 * Makes one object. After any answer but a yes it looks: the object may be there (the answer was lost, or another try of
 * the same request was faster), and then it is made.
 */
export async function make(place: Place, wanted: Wanted): Promise<Outcome> {
  try {
    const { value, warnings } = await createObject(
      place.cluster,
      wanted.resource,
      place.namespace,
      wanted.body,
    )
    return { is: 'made', object: value, warnings }
  } catch (thrown) {
    const error = toAppError(thrown)
    const standing = await look(place, wanted).catch(() => null)
    if (standing?.is === 'same') return { is: 'made', object: standing.object, warnings: [] }
    const isUnknown = standing === null && inDoubt.includes(error.code)
    return { is: isUnknown ? 'unknown' : 'refused', error }
  }
}
