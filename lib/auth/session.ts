import 'server-only'
import { cookies } from 'next/headers'
import { cache } from 'react'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { readSessionClaims, sessionCookie } from './token.ts'

/** The person behind a request, read from the database for this request. */
export interface SignedInUser {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly isAdmin: boolean
}

/** Who is asking, or null. Read once per request, never kept between requests. */
export const findUser = cache(async (): Promise<SignedInUser | null> => {
  const jar = await cookies()
  return findUserByCookie(jar.get(sessionCookie().name)?.value)
})

/** Throws `unauthenticated`. */
export async function requireUser(): Promise<SignedInUser> {
  const user = await findUser()
  if (user === null) throw new AppError('unauthenticated')
  return user
}

/** Not cached: streams ask again and again while they are open. */
export async function findUserByCookie(cookie: string | undefined): Promise<SignedInUser | null> {
  const claims = await readSessionClaims(cookie)
  if (claims === null) return null
  const user = await db().user.findUnique({ where: { id: claims.sub } })
  const isValid = user !== null && user.disabledAt === null && user.sessionVersion === claims.version
  if (!isValid) return null
  return { id: user.id, username: user.username, displayName: user.displayName, isAdmin: user.isAdmin }
}

/** Voids every cookie of this person, on every device. */
export async function endSessions(userId: string): Promise<void> {
  await db().user.updateMany({ where: { id: userId }, data: { sessionVersion: { increment: 1 } } })
}
