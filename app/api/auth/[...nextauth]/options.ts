import 'server-only'
import { randomUUID } from 'node:crypto'
import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { recordEvent } from '@/lib/audit/record'
import { logIn } from '@/lib/auth/log-in'
import { endSessions } from '@/lib/auth/session'
import { authSecret, idleLimitSeconds, sessionCookie } from '@/lib/auth/token'
import { AppError, isAppError } from '@/lib/errors'

/** next-auth signs people in and out; who a cookie belongs to is asked of lib/auth/session. */
export function authOptions(address: string): NextAuthOptions {
  const { name, options } = sessionCookie()
  return {
    secret: authSecret(),
    session: { strategy: 'jwt', maxAge: idleLimitSeconds },
    cookies: { sessionToken: { name, options } },
    pages: { signIn: '/login', error: '/login' },
    providers: [
      Credentials({
        credentials: { username: {}, password: {} },
        authorize: (credentials) => authorize(credentials, address),
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        if (!user) return token
        return { sub: user.id, version: Number(user.name), loginAt: Math.floor(Date.now() / 1000) }
      },
      // Nothing about the person leaves through next-auth's own session address.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        if (token?.sub === undefined) return
        await endSessions(token.sub)
        await recordEvent(
          { requestId: randomUUID(), actorId: token.sub, actorName: '', action: 'session:logout' },
          'succeeded',
        )
      },
    },
    logger: { error: () => undefined, warn: () => undefined },
  }
}

async function authorize(credentials: Record<string, string> | undefined, address: string) {
  const actorName = String(credentials?.username ?? '').slice(0, 63)
  const entry = { requestId: randomUUID(), actorId: null, actorName, action: 'session:login' }
  try {
    const user = await logIn(credentials, address)
    await recordEvent({ ...entry, actorId: user?.id ?? null }, user === null ? 'refused' : 'succeeded')
    // next-auth hands `name` on to the token; it carries the session version.
    return user === null ? null : { id: user.id, name: String(user.sessionVersion) }
  } catch (error) {
    if (!isAppError(error, 'throttled')) throw new Error('unexpected', { cause: error })
    await recordEvent(entry, 'refused', 'throttled')
    throw new AppError('throttled', { message: `throttled:${error.retryAfterSeconds ?? 60}` })
  }
}
