import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'
import type { RemoveMemberInput, SetMemberInput } from './schema.ts'

export interface Member {
  readonly username: string
  readonly displayName: string
  readonly role: string
}

export async function listMembers(scope: ProjectScope<'member:view'>): Promise<Member[]> {
  const bindings = await db().roleBinding.findMany({
    where: { projectId: scope.project.id },
    include: { user: { select: { username: true, displayName: true } } },
    orderBy: { user: { username: 'asc' } },
  })
  return bindings.map(({ role, user }) => ({ ...user, role }))
}

/** Adds a member or changes the role. Throws `invalid` at `username` when there is no such user. */
export async function setMember(scope: ProjectScope<'member:manage'>, input: SetMemberInput): Promise<true> {
  const userId = await requireUserId(input.username)
  const projectId = scope.project.id
  await db().roleBinding.upsert({
    where: { projectId_userId: { projectId, userId } },
    create: { projectId, userId, role: input.role },
    update: { role: input.role },
  })
  return true
}

/** Takes effect with the person's next request; open streams end within seconds. */
export async function removeMember(
  scope: ProjectScope<'member:manage'>,
  input: RemoveMemberInput,
): Promise<true> {
  await db().roleBinding.deleteMany({
    where: { projectId: scope.project.id, user: { username: input.username } },
  })
  return true
}

async function requireUserId(username: string): Promise<string> {
  const user = await db().user.findUnique({ where: { username }, select: { id: true } })
  if (user === null) throw new AppError('invalid', { fields: [{ path: 'username', code: 'unknown_user' }] })
  return user.id
}
