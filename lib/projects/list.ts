import 'server-only'
import type { SignedInUser } from '../auth/session.ts'
import { db } from '../db/client.ts'

export interface ProjectSummary {
  readonly slug: string
  readonly displayName: string
  readonly cluster: string
  readonly namespace: string
  /** The person's role; an administrator is an owner everywhere. */
  readonly role: string
}

/** The projects that this person may see, by display name: all for an administrator, else those they were given. */
export async function listProjects(user: SignedInUser): Promise<ProjectSummary[]> {
  const projects = await db().project.findMany({
    where: user.isAdmin ? {} : { roleBindings: { some: { userId: user.id } } },
    include: { roleBindings: { where: { userId: user.id }, select: { role: true } } },
    orderBy: [{ displayName: 'asc' }, { slug: 'asc' }],
  })
  return projects.map(({ slug, displayName, cluster, namespace, roleBindings }) => ({
    slug,
    displayName,
    cluster,
    namespace,
    role: user.isAdmin ? 'owner' : (roleBindings[0]?.role ?? ''),
  }))
}

/** The clusters that any project is in. */
export async function listClustersInUse(): Promise<string[]> {
  const projects = await db().project.findMany({ distinct: ['cluster'], select: { cluster: true } })
  return projects.map(({ cluster }) => cluster)
}
