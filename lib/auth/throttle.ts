import 'server-only'
import { createHash } from 'node:crypto'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'

const windowSeconds = 15 * 60
const triesByAccount = 10
const triesByAddress = 100

/**
 * Counts one try to log in, for the account and for the address, before the password is looked at, so that parallel
 * tries cannot slip through. Throws `throttled` when there were too many, also for the right password; both counts
 * run out by themselves, so nobody is locked out for good.
 */
export async function countLoginTry(username: string, address: string): Promise<void> {
  const byAddress = await countTry(`address:${address}`)
  const byAccount = await countTry(`account:${username}`)
  const waits = [
    byAddress.tries > triesByAddress ? byAddress.secondsLeft : 0,
    byAccount.tries > triesByAccount ? byAccount.secondsLeft : 0,
  ]
  const wait = Math.max(...waits)
  if (wait > 0) throw new AppError('throttled', { retryAfterSeconds: wait })
}

/** A success clears the account's count; the address keeps its own. */
export async function forgetLoginTries(username: string): Promise<void> {
  await db().loginThrottle.deleteMany({ where: { key: hashed(`account:${username}`) } })
  await db().loginThrottle.deleteMany({ where: { expiresAt: { lt: new Date() } } })
}

async function countTry(key: string): Promise<{ tries: number; secondsLeft: number }> {
  const rows = await db().$queryRaw<{ points: number; expiresAt: Date }[]>`
    INSERT INTO "LoginThrottle" AS t ("key", "points", "expiresAt")
    VALUES (${hashed(key)}, 1, now() + ${windowSeconds} * interval '1 second')
    ON CONFLICT ("key") DO UPDATE SET
      "points" = CASE WHEN t."expiresAt" < now() THEN 1 ELSE t."points" + 1 END,
      "expiresAt" = CASE WHEN t."expiresAt" < now() THEN excluded."expiresAt" ELSE t."expiresAt" END
    RETURNING "points", "expiresAt"`
  const row = rows[0]
  if (row === undefined) throw new AppError('unexpected', { message: 'login throttle returned no row' })
  const secondsLeft = Math.max(1, Math.ceil((row.expiresAt.getTime() - Date.now()) / 1000))
  return { tries: row.points, secondsLeft }
}

/** Names and addresses are of no use to whoever reads the table. */
function hashed(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
