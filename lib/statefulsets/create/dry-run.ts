import 'server-only'
import { AppError, type ErrorCode, type FieldError, isAppError, toAppError } from '../../errors.ts'
import { createObject } from '../../kubernetes/objects.ts'
import type { Place } from '../../kubernetes/place.ts'
import { answered, type Planned } from './plan.ts'
import type { Wanted } from './request-mark.ts'

/** What the server would say to an object; `refusal` is null when it would take it. */
export interface Verdict {
  readonly refusal: AppError | null
  readonly warnings: readonly string[]
}

/** Beside a person who waits. */
export const dryRunDeadlineMs = 5000

/** The answers that are about the object; any other is about the cluster, and says nothing of it. */
const refusals: readonly ErrorCode[] = ['cluster_invalid', 'cluster_forbidden', 'already_exists', 'too_large']

/** Throws what is not about the object: no connection, no answer in time. */
export async function dryRun({ cluster, namespace }: Place, wanted: Wanted): Promise<Verdict> {
  return toVerdict(
    (field) => answered(wanted, field),
    createObject(cluster, wanted.resource, namespace, wanted.body, {
      dryRun: true,
      deadlineMs: dryRunDeadlineMs,
    }),
  )
}

export async function toVerdict(
  place: (field: FieldError) => FieldError,
  call: Promise<{ readonly warnings: readonly string[] }>,
): Promise<Verdict> {
  try {
    return { refusal: null, warnings: (await call).warnings }
  } catch (error) {
    if (!isAppError(error) || !refusals.includes(error.code)) throw error
    return { refusal: withPlaces(error, place), warnings: [] }
  }
}

/** The same error with the place in the text of each complaint. */
export function located(planned: Planned, thrown: unknown): AppError {
  return withPlaces(toAppError(thrown), (field) => answered(planned, field))
}

function withPlaces(error: AppError, place: (field: FieldError) => FieldError): AppError {
  const fields = error.fields.map(place)
  const { retryAfterSeconds } = error
  return new AppError(error.code, {
    cause: error,
    fields,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  })
}
