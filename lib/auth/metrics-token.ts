import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import { env } from '../env.ts'
import { AppError } from '../errors.ts'

/** Throws `not_found` where metrics are off, `unauthenticated` for any other token than the configured one. */
export function requireMetricsToken(authorization: string | null): void {
  const token = env.ORDINAL_METRICS_TOKEN
  if (token === undefined) throw new AppError('not_found')
  if (!timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`)))
    throw new AppError('unauthenticated')
}

/** Texts of one length compare in one time. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
