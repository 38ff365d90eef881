import 'server-only'
import { AppError } from '../errors.ts'
import { Prisma } from './generated/client.ts'

/** Prisma's codes (its error reference) that mean that no answer came: unreachable, refused, timed out, closed, pool. */
const unavailable = new Set(['P1000', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037'])

/** A database error as ours; anything else is handed back untouched. */
export function toDatabaseError(error: unknown): unknown {
  if (error instanceof Prisma.PrismaClientInitializationError)
    return new AppError('database_unavailable', { cause: error })
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return error
  if (unavailable.has(error.code)) return new AppError('database_unavailable', { cause: error })
  if (error.code === 'P2002') return new AppError('already_exists', { cause: error })
  if (error.code === 'P2025') return new AppError('not_found', { cause: error })
  return error
}
