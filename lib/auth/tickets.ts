import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { cookies } from 'next/headers'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'
import type { ProjectScope } from './scope.ts'
import { readSessionClaims, sessionCookie, sessionName } from './token.ts'

/** Long enough for the browser to open the socket, in seconds. */
const ticketSeconds = 30
/** Of one person that nobody used yet. */
const maxOpenTickets = 30

interface Ticket {
  readonly slug: string
  readonly purpose: unknown
}

/**
 * The one-time right to open a socket for this purpose: of this person, in this login and project, for a few seconds. It
 * is in the database, so any replica takes it. Throws `throttled`.
 */
export async function makeTicket(scope: ProjectScope<'pod:terminal'>, purpose: object): Promise<string> {
  const jar = await cookies()
  return makeTicketFor(scope, purpose, jar.get(sessionCookie().name)?.value)
}

/** The same for the login of this cookie. */
export async function makeTicketFor(
  scope: ProjectScope<'pod:terminal'>,
  purpose: object,
  cookie: string | undefined,
): Promise<string> {
  const claims = await readSessionClaims(cookie)
  if (claims === null || claims.sub !== scope.user.id) throw new AppError('unauthenticated')
  const now = Date.now()
  await db().socketTicket.deleteMany({ where: { expiresAt: { lt: new Date(now) } } })
  const open = await db().socketTicket.count({ where: { userId: claims.sub } })
  if (open >= maxOpenTickets) throw new AppError('throttled', { retryAfterSeconds: ticketSeconds })
  const token = randomBytes(32).toString('base64url')
  await db().socketTicket.create({
    data: {
      tokenHash: hashToken(token),
      userId: claims.sub,
      session: sessionName(claims),
      slug: scope.project.slug,
      purpose,
      expiresAt: new Date(now + ticketSeconds * 1000),
    },
  })
  return token
}

/** What a ticket is for. It is gone then, also when it was somebody else's. Throws `forbidden`. */
export async function takeTicket(token: string, cookie: string | undefined): Promise<Ticket> {
  const claims = await readSessionClaims(cookie)
  if (claims === null) throw new AppError('unauthenticated')
  // One statement: of two sockets that bring the same ticket at once, one gets it.
  const rows = await db().$queryRaw<{ slug: string; purpose: unknown; session: string; expiresAt: Date }[]>`
    DELETE FROM "SocketTicket" WHERE "tokenHash" = ${hashToken(token)}
    RETURNING "slug", "purpose", "session", "expiresAt"`
  const ticket = rows[0]
  const isGood =
    ticket !== undefined &&
    ticket.session === sessionName(claims) &&
    new Date(ticket.expiresAt).getTime() > Date.now()
  if (!isGood) throw new AppError('forbidden', { message: 'no such ticket' })
  return { slug: ticket.slug, purpose: ticket.purpose }
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
