import 'server-only'
import { cache } from 'react'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { isNamespaceName, type NamespaceName } from '../names.ts'
import { type PlatformPermission, type ProjectPermission, roleCan } from './permissions.ts'
import { findUserByCookie, requireUser, type SignedInUser } from './session.ts'

declare const proven: unique symbol

export interface ProjectFacts {
  readonly id: string
  readonly slug: string
  readonly displayName: string
  readonly description: string
  readonly cluster: string
  readonly namespace: NamespaceName
  /** As it is stored: what its sets may not do. */
  readonly policy: unknown
}

/**
 * The proof that this person may do this in this project. Only this file makes one; whoever takes a scope with the
 * permission it needs cannot be called without the check.
 */
export interface ProjectScope<P extends ProjectPermission = ProjectPermission> {
  readonly [proven]: P
  readonly user: SignedInUser
  readonly project: ProjectFacts
  /** An administrator acts as owner in every project. */
  readonly role: string
}

/** The proof that this person may do this on the whole platform. */
export interface PlatformScope<P extends PlatformPermission = PlatformPermission> {
  readonly [proven]: P
  readonly user: SignedInUser
}

/**
 * Throws `unauthenticated`; `not_found` when there is no such project or the person is no member, which must look the
 * same; `forbidden` when the role does not carry the permission.
 */
export async function requireProject<P extends ProjectPermission>(
  slug: string,
  permission: P,
): Promise<ProjectScope<P>> {
  const user = await requireUser()
  return prove(user, slug, permission, await findMembership(slug, user.id))
}

/** As requireProject, for streams: reads the session and the role again on each call. */
export async function requireProjectByCookie<P extends ProjectPermission>(
  cookie: string | undefined,
  slug: string,
  permission: P,
): Promise<ProjectScope<P>> {
  const user = await findUserByCookie(cookie)
  if (user === null) throw new AppError('unauthenticated')
  return prove(user, slug, permission, await readMembership(slug, user.id))
}

/** Every project in which this person may do this, by display name. Throws `unauthenticated`. */
export async function requireProjects<P extends ProjectPermission>(
  permission: P,
): Promise<ProjectScope<P>[]> {
  return proveAll(await requireUser(), permission)
}

/** As requireProjects, for streams. */
export async function requireProjectsByCookie<P extends ProjectPermission>(
  cookie: string | undefined,
  permission: P,
): Promise<ProjectScope<P>[]> {
  const user = await findUserByCookie(cookie)
  if (user === null) throw new AppError('unauthenticated')
  return proveAll(user, permission)
}

async function proveAll<P extends ProjectPermission>(
  user: SignedInUser,
  permission: P,
): Promise<ProjectScope<P>[]> {
  const memberships = await db().project.findMany({
    where: user.isAdmin ? {} : { roleBindings: { some: { userId: user.id } } },
    include: { roleBindings: { where: { userId: user.id }, select: { role: true } } },
    orderBy: [{ displayName: 'asc' }, { slug: 'asc' }],
  })
  return memberships.flatMap((membership) => {
    const role = user.isAdmin ? 'owner' : (membership.roleBindings[0]?.role ?? '')
    return roleCan(role, permission) ? [prove(user, membership.slug, permission, membership)] : []
  })
}

/** Throws `unauthenticated`, or `not_found`: what only administrators see does not exist for others. */
export async function requirePlatform<P extends PlatformPermission>(
  _permission: P,
): Promise<PlatformScope<P>> {
  const user = await requireUser()
  if (!user.isAdmin) throw new AppError('not_found')
  return { user } as PlatformScope<P>
}

type Membership = Awaited<ReturnType<typeof readMembership>>

function prove<P extends ProjectPermission>(
  user: SignedInUser,
  slug: string,
  permission: P,
  membership: Membership,
): ProjectScope<P> {
  const role = user.isAdmin ? 'owner' : membership?.roleBindings[0]?.role
  if (membership === null || role === undefined)
    throw new AppError('not_found', { message: `project ${slug}` })
  if (!roleCan(role, permission))
    throw new AppError('forbidden', { message: `${role} may not ${permission}` })
  const { id, displayName, description, cluster, namespace, policy } = membership
  if (!isNamespaceName(namespace))
    throw new AppError('unexpected', { message: 'project without a namespace' })
  const project = { id, slug: membership.slug, displayName, description, cluster, namespace, policy }
  return { user, project, role } as ProjectScope<P>
}

function readMembership(slug: string, userId: string) {
  return db().project.findUnique({
    where: { slug },
    include: { roleBindings: { where: { userId }, select: { role: true } } },
  })
}

const findMembership = cache(readMembership)
