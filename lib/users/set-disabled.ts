import 'server-only'
import type { PlatformScope } from '../auth/scope.ts'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'
import type { SetUserDisabledInput } from './schema.ts'

/** Disabling ends the person's sessions everywhere. Throws `invalid` for oneself: somebody must keep the keys. */
export async function setUserDisabled(
  scope: PlatformScope<'user:manage'>,
  input: SetUserDisabledInput,
): Promise<true> {
  if (input.username === scope.user.username) {
    throw new AppError('invalid', { fields: [{ path: 'username', code: 'yourself' }] })
  }
  const data = input.disabled
    ? { disabledAt: new Date(), sessionVersion: { increment: 1 } }
    : { disabledAt: null }
  const changed = await db().user.updateMany({ where: { username: input.username }, data })
  if (changed.count === 0) throw new AppError('not_found')
  return true
}
