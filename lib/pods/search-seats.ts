import 'server-only'
import { AppError } from '../errors.ts'

/** Searches of whole logs in this process: each reads as fast as the node sends. */
const maxSearches = 6
const busySeconds = 5
/** A person whose expression took too long waits so long, ms, for the next one. */
const restMs = 2000

const seats = new Map<string, AbortController>()
const slowAt = new Map<string, number>()

export interface SearchSeat {
  /** Aborts when the same person begins another search. */
  readonly taken: AbortSignal
  /** The expression did. */
  readonly tookTooLong: () => void
}

/**
 * The one search that a person may have at a time, until `over` aborts; it ends the former one. Throws `throttled` where
 * the process has too many, and right after an expression that took too long.
 */
export function takeSearchSeat(userId: string, isExpression: boolean, over: AbortSignal): SearchSeat {
  for (const [user, at] of slowAt) if (Date.now() - at > restMs) slowAt.delete(user)
  if (isExpression && slowAt.has(userId))
    throw new AppError('throttled', { retryAfterSeconds: Math.ceil(restMs / 1000) })
  if (!seats.has(userId) && seats.size >= maxSearches)
    throw new AppError('throttled', { retryAfterSeconds: busySeconds })
  seats.get(userId)?.abort()
  const own = new AbortController()
  const leave = () => void (seats.get(userId) === own && seats.delete(userId))
  if (!over.aborted) seats.set(userId, own)
  over.addEventListener('abort', leave, { once: true })
  return { taken: own.signal, tookTooLong: () => void slowAt.set(userId, Date.now()) }
}
