/** Who may do what: the table of roles, and nothing else. Pure, so that buttons and the server read the same rows. */

export const projectRoles = ['viewer', 'operator', 'owner'] as const
export type ProjectRole = (typeof projectRoles)[number]

/** What may be done inside a project, named `<noun>:<verb>`. */
const projectPermissions = {
  'project:view': ['viewer', 'operator', 'owner'],
  'statefulset:view': ['viewer', 'operator', 'owner'],
  'pod:view': ['viewer', 'operator', 'owner'],
  'pod:log': ['viewer', 'operator', 'owner'],
  'claim:view': ['viewer', 'operator', 'owner'],
  'statefulset:scale': ['operator', 'owner'],
  'statefulset:restart': ['operator', 'owner'],
  'statefulset:stop': ['operator', 'owner'],
  /** Hold, resume, and where a canary stands. */
  'statefulset:rollout': ['operator', 'owner'],
  /** Try again or abandon what is not at its end; what starting it took is asked besides. */
  'operation:manage': ['operator', 'owner'],
  'pod:delete': ['operator', 'owner'],
  'pod:terminal': ['operator', 'owner'],
  'statefulset:create': ['owner'],
  'statefulset:edit': ['owner'],
  'statefulset:rollback': ['owner'],
  'statefulset:delete': ['owner'],
  /** Without the word of the node: two writers on one volume are possible. */
  'pod:force-delete': ['owner'],
  /** What a Secret holds for a variable, one at a time. */
  'pod:reveal': ['owner'],
  'claim:grow': ['owner'],
  'claim:delete': ['owner'],
  'member:view': ['owner'],
  'member:manage': ['owner'],
} as const satisfies Record<string, readonly ProjectRole[]>

export type ProjectPermission = keyof typeof projectPermissions

/** What only a platform administrator may do, outside of any project. */
export type PlatformPermission = 'project:create' | 'project:policy' | 'user:manage' | 'cluster:view'

/**
 * Whether a role carries a permission. A role or permission that is not in the table is refused: both may come from
 * the database or from a newer replica.
 */
export function roleCan(role: string, permission: string): boolean {
  const table: Readonly<Record<string, readonly string[] | undefined>> = projectPermissions
  return Object.hasOwn(table, permission) && (table[permission]?.includes(role) ?? false)
}
