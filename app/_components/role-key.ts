import { type ProjectRole, projectRoles } from '@/lib/auth/permissions'

/** A role from the database as one that has a name; one from a newer replica shows as the least. */
export function roleKey(role: string): ProjectRole {
  return projectRoles.find((known) => known === role) ?? 'viewer'
}
