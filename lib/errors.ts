/**
 * What can go wrong, as codes. Every text a person reads about an error comes from `messages/*.json` under
 * `errors.<code>`; the message of an AppError is for the log alone.
 */
export const errorCodes = {
  /** The input broke a rule; `fields` says which. */
  invalid: 400,
  /** Nobody is logged in, or the session ended. */
  unauthenticated: 401,
  /** The person is known but may not do this. */
  forbidden: 403,
  /** It does not exist, or the person may not know that it does. */
  not_found: 404,
  /** Somebody else changed it in between. */
  conflict: 409,
  /** An object of this name is there already. */
  already_exists: 409,
  /** Another operation on the same set is not at its end. */
  operation_running: 409,
  /** What an operation works on is not what it was begun on: deleted, made anew, or changed by somebody else. */
  operation_overtaken: 409,
  /** Pods do not become ready on the revision that a step brought them. */
  rollout_failing: 409,
  /** A watch or a list continued from a version that is gone. */
  expired: 410,
  /** The request is larger than is taken. */
  too_large: 413,
  /** Too many tries; `retryAfterSeconds` says when the next one counts. */
  throttled: 429,
  /** The cluster refused the object; `fields` holds its causes by path. */
  cluster_invalid: 422,
  /** The cluster refused a part, and what was made before could not be taken back; `fields` lists both. */
  half_made: 502,
  /** The cluster does not accept Ordinal's own credentials. */
  cluster_unauthenticated: 502,
  /** Ordinal's own account lacks the right in the cluster, or admission (quota, policy) refused. */
  cluster_forbidden: 502,
  /** The cluster asks to slow down. */
  cluster_throttled: 503,
  /** The cluster answered with an error of its own. */
  cluster_failed: 502,
  /** No answer within the deadline. */
  cluster_timeout: 504,
  /** No connection to the cluster. */
  cluster_unreachable: 503,
  /** No cluster of this name is configured. */
  cluster_unknown: 503,
  /** The database does not answer. */
  database_unavailable: 503,
  /** Not foreseen. */
  unexpected: 500,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof errorCodes

/**
 * One complaint about one field. `path` is dotted as in Kubernetes (`spec.template.spec.containers[0].image`), or a
 * form field's name. `code` is a key under `fields` in the messages; `detail` is data for that text, or the API
 * server's own words where the object is not secret.
 */
export interface FieldError {
  readonly path: string
  readonly code: string
  readonly detail?: string
  /** 1-based line in the text the person typed, where one is known. */
  readonly line?: number
  /** Which document of that text, counted from 0 among those that are not empty. */
  readonly document?: number
}

interface AppErrorOptions {
  readonly cause?: unknown
  readonly fields?: readonly FieldError[]
  readonly retryAfterSeconds?: number
  /** For the log; never shown to a person. */
  readonly message?: string
}

export class AppError extends Error {
  readonly code: ErrorCode
  readonly fields: readonly FieldError[]
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? code, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.fields = options.fields ?? []
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  /** The HTTP status with which a route handler answers. */
  get status(): number {
    return errorCodes[this.code]
  }
}

export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code)
}

/** Any thrown value as an AppError; what was not foreseen becomes `unexpected` with its cause kept for the log. */
export function toAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('unexpected', { cause: error })
}
