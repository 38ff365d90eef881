import 'server-only'
import { decode, encode } from 'next-auth/jwt'
import { z } from 'zod'
import { env } from '../env.ts'

/** A session ends after this long without a request, in seconds. */
export const idleLimitSeconds = 8 * 60 * 60
/** A session ends this long after the login whatever happens, in seconds. */
export const absoluteLimitSeconds = 24 * 60 * 60
/** The cookie is written anew when it is older than this, in seconds: idle time is exact to this much. */
const renewAfterSeconds = 5 * 60

const sessionClaims = z.object({
  sub: z.uuid(),
  /** The user's `sessionVersion` at login. */
  version: z.number().int(),
  /** Login, in seconds since the epoch. */
  loginAt: z.number().int(),
  iat: z.number().int(),
})
export type SessionClaims = z.infer<typeof sessionClaims>

/** Names the login behind a cookie, however often the cookie was renewed since. */
export function sessionName({ sub, version, loginAt }: SessionClaims): string {
  return `${sub}.${version}.${loginAt}`
}

const isHttps = () => env.NEXTAUTH_URL?.startsWith('https://') ?? false

export function sessionCookie() {
  const secure = isHttps()
  return {
    name: secure ? '__Host-ordinal.session' : 'ordinal.session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure } as const,
  }
}

export function authSecret(): string {
  if (env.NEXTAUTH_SECRET === undefined) throw new Error('NEXTAUTH_SECRET is not set')
  return env.NEXTAUTH_SECRET
}

/**
 * The claims of a session cookie, or null when it is absent, forged, of another kind (next-auth signs its sign-in state
 * with the same secret), idle for too long or older than the absolute limit. Whether the user still exists is not
 * known here.
 */
export async function readSessionClaims(cookie: string | undefined): Promise<SessionClaims | null> {
  if (!cookie) return null
  const token = await decode({ token: cookie, secret: authSecret() }).catch(() => null)
  const claims = sessionClaims.safeParse(token)
  if (!claims.success) return null
  const { iat, loginAt } = claims.data
  const now = Date.now() / 1000
  const isIdle = now - iat > idleLimitSeconds
  return isIdle || now - loginAt > absoluteLimitSeconds ? null : claims.data
}

/** The cookie to send again so that an active person stays logged in, or null while the present one is fresh. */
export async function renewSessionCookie(claims: SessionClaims): Promise<string | null> {
  if (Date.now() / 1000 - claims.iat < renewAfterSeconds) return null
  const { sub, version, loginAt } = claims
  return encode({ token: { sub, version, loginAt }, secret: authSecret(), maxAge: idleLimitSeconds })
}
