import { AppError, type ErrorCode, type FieldError } from '../errors.ts'
import type { Status } from './types.ts'

/** An answer of the API server that is not a success, as one of our codes with its causes by field. */
export function toKubernetesError(
  status: number,
  body: Partial<Status> | null,
  retryAfterSeconds?: number,
): AppError {
  const message = `cluster answered ${status} ${body?.reason ?? ''}`.trim()
  // A message about a Secret may quote it.
  const isSecret = body?.details?.kind === 'secrets' || body?.details?.kind === 'Secret'
  const fields = isSecret ? [] : readCauses(status, body)
  return new AppError(codeOf(status, body), {
    message,
    fields,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  })
}

function codeOf(status: number, body: Partial<Status> | null): ErrorCode {
  switch (status) {
    case 400:
    case 422:
      return 'cluster_invalid'
    case 401:
      return 'cluster_unauthenticated'
    case 403:
      return 'cluster_forbidden'
    case 404:
      return 'not_found'
    case 409:
      return body?.reason === 'AlreadyExists' ? 'already_exists' : 'conflict'
    case 410:
      return 'expired'
    case 413:
      return 'too_large'
    case 429:
      return 'cluster_throttled'
    case 504:
      return 'cluster_timeout'
    default:
      return 'cluster_failed'
  }
}

function readCauses(status: number, body: Partial<Status> | null): FieldError[] {
  const causes = body?.details?.causes ?? []
  if (causes.length > 0) {
    return causes.map(({ field, reason, message }) => ({
      path: field ?? '',
      code: reason ?? 'cluster_message',
      ...(message === undefined ? {} : { detail: message }),
    }))
  }
  const text = body?.message
  if (text === undefined || (status !== 400 && status !== 403 && status !== 422)) return []
  const strict = readStrictErrors(text)
  return strict.length > 0 ? strict : [{ path: '', code: 'cluster_message', detail: text }]
}

/**
 * `fieldValidation=Strict` answers 400 with all complaints in one message:
 * `strict decoding error: unknown field "spec.replica", duplicate field "spec.x"` (apimachinery pkg/runtime/error.go).
 */
function readStrictErrors(text: string): FieldError[] {
  return [...text.matchAll(/(unknown|duplicate) field "([^"]+)"/g)].map(([, kind, path]) => ({
    path: path ?? '',
    code: `${kind}_field`,
  }))
}
