import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'

export type DraftScope = ProjectScope<'statefulset:create' | 'statefulset:edit'>

/** The drafts that there are for this person, an administrator too: the own ones, in this project. */
export function ownDrafts({ user, project }: DraftScope) {
  return { userId: user.id, projectId: project.id }
}

/** What a draft is for: a new set, or the edit of the set with this uid. */
export function draftKind(uid?: string): string {
  return uid === undefined ? 'create' : `edit:${uid}`
}
