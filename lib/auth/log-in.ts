import 'server-only'
import { db } from '../db/client.ts'
import { isPasswordCorrect } from './password.ts'
import { loginSchema } from './schema.ts'
import { countLoginTry, forgetLoginTries } from './throttle.ts'

export interface LoggedIn {
  readonly id: string
  readonly username: string
  readonly sessionVersion: number
}

/**
 * Proves who somebody is by username and password. Null for an unknown user, a wrong password, an unused invitation and
 * a disabled user alike: the same answer after the same work. Throws `throttled`.
 */
export async function logIn(credentials: unknown, address: string): Promise<LoggedIn | null> {
  const parsed = loginSchema.safeParse(credentials)
  if (!parsed.success) return null
  const { username, password } = parsed.data
  await countLoginTry(username, address)
  const user = await db().user.findUnique({ where: { username } })
  const isCorrect = await isPasswordCorrect(password, user?.passwordHash ?? null)
  if (user === null || !isCorrect || user.disabledAt !== null) return null
  await forgetLoginTries(username)
  return { id: user.id, username: user.username, sessionVersion: user.sessionVersion }
}
