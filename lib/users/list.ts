import 'server-only'
import type { PlatformScope } from '../auth/scope.ts'
import { db } from '../db/client.ts'

export interface UserSummary {
  readonly username: string
  readonly displayName: string
  readonly isAdmin: boolean
  readonly state: 'active' | 'invited' | 'disabled'
  /** ISO 8601. */
  readonly createdAt: string
}

export async function listUsers(_scope: PlatformScope<'user:manage'>): Promise<UserSummary[]> {
  const users = await db().user.findMany({ orderBy: { username: 'asc' } })
  return users.map((user) => ({
    username: user.username,
    displayName: user.displayName,
    isAdmin: user.isAdmin,
    state: stateOf(user),
    createdAt: user.createdAt.toISOString(),
  }))
}

function stateOf(user: { disabledAt: Date | null; passwordHash: string | null }): UserSummary['state'] {
  if (user.disabledAt !== null) return 'disabled'
  return user.passwordHash === null ? 'invited' : 'active'
}
