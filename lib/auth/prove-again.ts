import 'server-only'
import { toDatabaseError } from '../db/errors.ts'
import { AppError, isAppError, toAppError } from '../errors.ts'

/** In ms. `every` and `grace` are how long anybody can go on after the right is lost, whatever else fails: below 5 s. */
export interface ProofTimes {
  /** Between two proofs. */
  readonly every: number
  /**
   * From the beginning of a proof that does not succeed, until it counts as refused. It is counted in steps: a process
   * that stood still was not refused meanwhile.
   */
  readonly grace: number
  /** Such a step, and the time between two tries meanwhile. */
  readonly again: number
}

const usualTimes: ProofTimes = { every: 2000, grace: 2800, again: 400 }

/**
 * Proves a right every few seconds until the function that this gives is called. `lost` hears once, and why: at once
 * where the right is gone, after a grace where it could not be proven (the database does not answer, or not in time).
 */
export function proveAgain(
  prove: () => Promise<unknown>,
  lost: (why: AppError) => void,
  { every, grace, again }: ProofTimes = usualTimes,
): () => void {
  let isOver = false
  let doubt = new AppError('database_unavailable', { message: 'the proof took too long' })
  let waited = 0
  let deadline: NodeJS.Timeout | null = null
  let next: NodeJS.Timeout | null = null
  const settle = () => {
    if (deadline !== null) clearTimeout(deadline)
    deadline = null
    waited = 0
  }
  const stop = () => {
    isOver = true
    settle()
    if (next !== null) clearTimeout(next)
  }
  const end = (why: AppError) => {
    if (isOver) return
    stop()
    lost(why)
  }
  const wait = () => {
    waited += again
    if (waited >= grace) return end(doubt)
    deadline = setTimeout(wait, again)
  }
  const look = async () => {
    deadline ??= setTimeout(wait, again)
    const error = await prove().then(
      () => null,
      (thrown: unknown) => toAppError(toDatabaseError(thrown)),
    )
    if (isOver) return
    if (error === null) settle()
    else if (isGone(error)) return end(error)
    else doubt = error
    next = setTimeout(look, error === null ? every : again)
  }
  next = setTimeout(look, every)
  return stop
}

/** Whether somebody looked and there was no such right, which is not the same as that nobody could look. */
function isGone(error: AppError): boolean {
  return (['unauthenticated', 'forbidden', 'not_found'] as const).some((code) => isAppError(error, code))
}
