import 'server-only'
import { db } from '../db/client.ts'

/** So long a finished operation is kept, ms: what an abandoned one saved may be wanted for a while. */
const keptMs = 14 * 24 * 3600 * 1000

/** Removes what ended long ago, with the manifests that abandoned operations saved. The record keeps who did what. */
export async function forgetOldOperations(now = Date.now()): Promise<number> {
  const { count } = await db().operation.deleteMany({ where: { finishedAt: { lt: new Date(now - keptMs) } } })
  return count
}
