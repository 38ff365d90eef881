import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { hashPassword } from './password.ts'
import type { JoinInput } from './schema.ts'

const invitationDays = 7

/** Who a one-time link is for. `setup` makes the first administrator. */
export type InvitationKind = { readonly kind: 'setup' } | { readonly kind: 'user'; readonly username: string }

/** Makes a one-time link's token for this user; earlier ones of the same user die. */
export async function createInvitation(userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + invitationDays * 24 * 60 * 60 * 1000)
  await db().$transaction([
    db().invitation.deleteMany({ where: { userId } }),
    db().invitation.create({ data: { tokenHash: hashToken(token), userId, expiresAt } }),
  ])
  return token
}

/**
 * The token of the set-up link while there is no user at all, else null. Only hashes are kept, so each start before the
 * first administrator exists makes a new link and the earlier one dies.
 */
export async function createSetupInvitation(): Promise<string | null> {
  if ((await db().user.count()) > 0) return null
  const token = randomBytes(32).toString('base64url')
  await db().$transaction([
    db().invitation.deleteMany({ where: { userId: null } }),
    db().invitation.create({ data: { tokenHash: hashToken(token) } }),
  ])
  return token
}

/** Null for a link that never was, was used, or ran out. */
export async function findInvitation(token: string): Promise<InvitationKind | null> {
  const invitation = await db().invitation.findUnique({
    where: { tokenHash: hashToken(token) },
    include: { user: true },
  })
  if (invitation === null || isOver(invitation)) return null
  if (invitation.user === null) return { kind: 'setup' }
  return invitation.user.disabledAt === null ? { kind: 'user', username: invitation.user.username } : null
}

/**
 * Uses a one-time link: sets the password, or creates the first administrator. Deleting the row is the lock, so of two
 * people who race one wins and the other gets `not_found`. Throws `invalid` when the set-up form lacks a name.
 */
export async function redeemInvitation(input: JoinInput): Promise<{ userId: string; username: string }> {
  const passwordHash = await hashPassword(input.password)
  return db().$transaction(async (tx) => {
    const tokenHash = hashToken(input.token)
    const invitation = await tx.invitation.findUnique({ where: { tokenHash }, include: { user: true } })
    if (invitation === null || isOver(invitation)) throw new AppError('not_found')
    const taken = await tx.invitation.deleteMany({ where: { tokenHash } })
    if (taken.count !== 1) throw new AppError('not_found')
    if (invitation.user !== null) {
      const { id, username, disabledAt } = invitation.user
      if (disabledAt !== null) throw new AppError('not_found')
      await tx.user.update({ where: { id }, data: { passwordHash, sessionVersion: { increment: 1 } } })
      return { userId: id, username }
    }
    const { username, displayName } = input
    if (username === undefined)
      throw new AppError('invalid', { fields: [{ path: 'username', code: 'required' }] })
    const admin = await tx.user.create({
      data: { username, displayName: displayName ?? username, passwordHash, isAdmin: true },
    })
    return { userId: admin.id, username }
  })
}

function isOver(invitation: { expiresAt: Date | null }): boolean {
  return invitation.expiresAt !== null && invitation.expiresAt < new Date()
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
