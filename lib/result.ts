import type { AppError, ErrorCode, FieldError } from './errors.ts'

/** What a server action answers. The screen branches on `code`, and never sees a raw message. */
export type ActionResult<T = null> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly string[] }
  | ActionFailure

export interface ActionFailure {
  readonly ok: false
  readonly code: ErrorCode
  readonly fields: readonly FieldError[]
  readonly retryAfterSeconds?: number
  /** Names this failure in the server's log. */
  readonly requestId: string
}

export function succeeded<T>(value: T, warnings: readonly string[] = []): ActionResult<T> {
  return { ok: true, value, warnings }
}

export function failed(error: AppError, requestId: string): ActionFailure {
  return {
    ok: false,
    code: error.code,
    fields: error.fields,
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
    requestId,
  }
}
