import { AppError, type ErrorCode, type FieldError } from '../errors.ts'
import type { Status } from './types.ts'

interface ErrorContext {
  /** Of the `Retry-After` header. */
  readonly retryAfterSeconds?: number | undefined
  /** The call was about a Secret: what the server says may quote it, and is not passed on. */
  readonly isSecret?: boolean
}

/** An answer of the API server that is not a success, as one of our codes with its causes by field. */
export function toKubernetesError(
  status: number,
  body: Partial<Status> | null,
  context: ErrorContext = {},
): AppError {
  const kind = body?.details?.kind?.toLowerCase()
  const isSecret = context.isSecret === true || kind === 'secrets' || kind === 'secret'
  const retryAfterSeconds = context.retryAfterSeconds ?? body?.details?.retryAfterSeconds
  return new AppError(codeOf(status, body), {
    message: `cluster answered ${status} ${body?.reason ?? ''}`.trim(),
    fields: isSecret ? [] : readCauses(status, body),
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

/** The statuses whose message is about the person's own object. */
const statusesWithText = [400, 403, 422]

function readCauses(status: number, body: Partial<Status> | null): FieldError[] {
  const causes = body?.details?.causes ?? []
  if (Array.isArray(causes) && causes.length > 0) {
    return causes.flatMap(({ field, reason, message }): FieldError[] => {
      // A JSON patch is refused as a whole, with the whole object in the message.
      const inPatch =
        field === 'patch' ? [...readStrictErrors(message ?? ''), ...readTypeErrors(message ?? '')] : []
      if (inPatch.length > 0) return inPatch
      const code = reason ?? 'cluster_message'
      return [{ path: field ?? '', code, ...(message === undefined ? {} : { detail: message }) }]
    })
  }
  const text = body?.message
  if (typeof text !== 'string' || !statusesWithText.includes(status)) return []
  const decoding = [...readStrictErrors(text), ...readTypeErrors(text)]
  return decoding.length > 0 ? decoding : [{ path: '', code: 'cluster_message', detail: text }]
}

/**
 * `fieldValidation=Strict` answers 400 with all complaints in one message:
 * `strict decoding error: unknown field "spec.replica", duplicate field "spec.x"` (apimachinery pkg/runtime/error.go).
 * A path is quoted as Go does, since a key in it may hold anything.
 */
function readStrictErrors(text: string): FieldError[] {
  return [...text.matchAll(/(unknown|duplicate) field "((?:[^"\\]|\\.)+)"/g)].map(([, kind, path = '']) => ({
    path: path.replace(/\\(["\\])/g, '$1'),
    code: `${kind}_field`,
  }))
}

/**
 * `json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of type int32`, and of a number too
 * large for its type `cannot unmarshal number 3000000000 into …` (encoding/json).
 */
function readTypeErrors(text: string): FieldError[] {
  return [
    ...text.matchAll(
      /json: (cannot unmarshal \w+(?: [\w.+-]+)? into Go struct field \w+\.([\w.]+) of type [\w.*[\]]+)/g,
    ),
  ].map(([, detail = '', path = '']) => ({ path, code: 'cluster_message', detail }))
}
