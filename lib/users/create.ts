import 'server-only'
import { createInvitation } from '../auth/invitations.ts'
import type { PlatformScope } from '../auth/scope.ts'
import { publicUrl } from '../auth/setup.ts'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { routes } from '../routes.ts'
import type { CreateUserInput, SelectUserInput } from './schema.ts'

/** A one-time link, shown once to the administrator who hands it over. */
export interface InvitationLink {
  readonly username: string
  readonly url: string
}

/** Throws `invalid` at `username` when it is taken. */
export async function createUser(
  _scope: PlatformScope<'user:manage'>,
  input: CreateUserInput,
): Promise<InvitationLink> {
  const taken = await db().user.findUnique({ where: { username: input.username }, select: { id: true } })
  if (taken !== null) throw new AppError('invalid', { fields: [{ path: 'username', code: 'taken' }] })
  const user = await db().user.create({ data: input })
  return linkFor(user.id, user.username)
}

/** A new one-time link with which the person sets a new password. The old password works until the link is used. */
export async function inviteUser(
  _scope: PlatformScope<'user:manage'>,
  input: SelectUserInput,
): Promise<InvitationLink> {
  const user = await db().user.findUnique({ where: { username: input.username } })
  if (user === null) throw new AppError('not_found')
  return linkFor(user.id, user.username)
}

export async function linkFor(userId: string, username: string): Promise<InvitationLink> {
  return { username, url: `${publicUrl()}${routes.join(await createInvitation(userId))}` }
}
