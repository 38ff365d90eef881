import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { isControlledBy } from '../../kubernetes/owner.ts'
import type { ObjectName } from '../../names.ts'
import { readFacts } from '../detail/get.ts'
import { nearby } from '../detail/nearby.ts'
import type { ReadChanges } from '../detail/who.ts'
import { type RevisionRow, toRevisionRows } from './revision-row.ts'

/** The templates that a set had, newest first, as far as they are kept (`revisionHistoryLimit`). Throws `not_found`. */
export async function listRevisions(
  scope: ProjectScope<'statefulset:view'>,
  name: ObjectName,
  readChanges: ReadChanges,
): Promise<RevisionRow[]> {
  const { cluster, namespace } = scope.project
  const { facts } = await readFacts(scope, name)
  const { metadata, status } = facts.set
  const all = await nearby(cluster, namespace).objects('controllerrevisions')
  const own = [...all].filter((revision) => isControlledBy(revision, metadata.uid))
  return toRevisionRows(name, own, facts.pods, status?.updateRevision ?? '', await readChanges(scope, name))
}
