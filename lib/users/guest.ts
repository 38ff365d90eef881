import 'server-only'
import type { PlatformScope } from '../auth/scope.ts'
import { db } from '../db/client.ts'
import { type InvitationLink, linkFor } from './create.ts'

const username = 'guest'
/** In as many example projects, so that there is one more that this person does not see. */
const roles = ['operator', 'viewer']

/** A one-time link for an ordinary user of the projects of a sandbox, who is made with the first of them. */
export async function inviteGuest(
  _scope: PlatformScope<'user:manage'>,
  cluster: string,
): Promise<InvitationLink> {
  const known = await db().user.findUnique({ where: { username } })
  return linkFor((known ?? (await makeGuest(cluster))).id, username)
}

async function makeGuest(cluster: string) {
  const projects = await db().project.findMany({
    where: { cluster },
    orderBy: { slug: 'desc' },
    take: roles.length,
  })
  const roleBindings = projects.map(({ id: projectId }, index) => ({
    projectId,
    role: roles[index] ?? 'viewer',
  }))
  return db().user.create({
    data: { username, displayName: 'Guest', roleBindings: { create: roleBindings } },
  })
}
