import 'server-only'
import { toDatabaseError } from '../db/errors.ts'
import { type AppError, type ErrorCode, toAppError } from '../errors.ts'
import type { OperationError } from './schema.ts'

/** These pass by themselves: the step is tried again. A conflict is read and decided anew. */
const transient: ReadonlySet<ErrorCode> = new Set([
  'conflict',
  'expired',
  'throttled',
  'cluster_throttled',
  'cluster_failed',
  'cluster_timeout',
  'cluster_unreachable',
  'database_unavailable',
])

export interface Failure {
  readonly error: AppError
  readonly isTransient: boolean
}

export function readFailure(thrown: unknown): Failure {
  const error = toAppError(toDatabaseError(thrown))
  return { error, isTransient: transient.has(error.code) }
}

export function toOperationError({ code, fields }: AppError): OperationError {
  return { code, fields: [...fields] }
}

const firstMs = 500
const mostMs = 15_000

/** How long to wait after so many failures in a row, ms; longer where the cluster asks for it. */
export function backoffMs(failures: number, { retryAfterSeconds = 0 }: AppError): number {
  const doubled = Math.min(mostMs, firstMs * 2 ** Math.min(failures, 10))
  return Math.max(doubled / 2 + (Math.random() * doubled) / 2, Math.min(60, retryAfterSeconds) * 1000)
}
