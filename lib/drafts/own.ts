import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'

export type DraftScope = ProjectScope<'statefulset:create'>

/** The drafts that there are for this person, an administrator too: the own ones, in this project. */
export function ownDrafts({ user, project }: DraftScope) {
  return { userId: user.id, projectId: project.id }
}
