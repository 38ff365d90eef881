import 'server-only'
import type { z } from 'zod'
import { hashPassword, isPasswordCorrect } from '../auth/password.ts'
import type { changePasswordSchema } from '../auth/schema.ts'
import type { SignedInUser } from '../auth/session.ts'
import { countLoginTry, forgetLoginTries } from '../auth/throttle.ts'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'

/** Ends all sessions of this person, this one included. Throws `invalid` at `currentPassword`, or `throttled`. */
export async function changePassword(
  user: SignedInUser,
  input: z.infer<typeof changePasswordSchema>,
): Promise<true> {
  await countLoginTry(user.username, `account ${user.id}`)
  const { passwordHash } = await db().user.findUniqueOrThrow({ where: { id: user.id } })
  if (!(await isPasswordCorrect(input.currentPassword, passwordHash))) {
    throw new AppError('invalid', { fields: [{ path: 'currentPassword', code: 'wrong_password' }] })
  }
  const data = { passwordHash: await hashPassword(input.newPassword), sessionVersion: { increment: 1 } }
  await db().user.update({ where: { id: user.id }, data })
  await forgetLoginTries(user.username)
  return true
}
