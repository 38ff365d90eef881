import 'server-only'
import { AppError, isAppError } from '../errors.ts'

/** A set that is busy changes between the read and the write; beyond this many tries it is the person's turn. */
const maxTries = 8

/**
 * Reads, decides and writes, again as long as the object changed in between: `decide` reads it and throws where the
 * person's wish no longer fits; the write that it gives carries the version that was read. Throws `conflict` for an
 * object that never rests.
 */
export async function onLatest<T>(decide: () => Promise<() => Promise<T>>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const write = await decide()
    try {
      return await write()
    } catch (error) {
      if (!isAppError(error, 'conflict')) throw error
      if (tries >= maxTries)
        throw new AppError('conflict', { cause: error, fields: [{ path: '', code: 'edit_busy' }] })
    }
  }
}
