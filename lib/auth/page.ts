import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { isAppError } from '../errors.ts'
import { routes } from '../routes.ts'
import type { PlatformPermission, ProjectPermission } from './permissions.ts'
import {
  type PlatformScope,
  type ProjectScope,
  requirePlatform,
  requireProject,
  requireProjects,
} from './scope.ts'
import { requireUser, type SignedInUser } from './session.ts'

/**
 * The guards as pages need them: no session leads to the login and back; what is not there, not yours or not allowed
 * is the same not-found page.
 */
export async function pageUser(): Promise<SignedInUser> {
  return guarded(requireUser())
}

export async function pageProject<P extends ProjectPermission>(
  slug: string,
  permission: P,
): Promise<ProjectScope<P>> {
  return guarded(requireProject(slug, permission))
}

export async function pageProjects<P extends ProjectPermission>(permission: P): Promise<ProjectScope<P>[]> {
  return guarded(requireProjects(permission))
}

export async function pagePlatform<P extends PlatformPermission>(permission: P): Promise<PlatformScope<P>> {
  return guarded(requirePlatform(permission))
}

async function guarded<T>(proof: Promise<T>): Promise<T> {
  try {
    return await proof
  } catch (error) {
    if (isAppError(error, 'unauthenticated'))
      redirect(routes.login((await headers()).get('x-ordinal-path') ?? undefined))
    if (isAppError(error, 'not_found') || isAppError(error, 'forbidden')) notFound()
    throw error
  }
}
