import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import { getObject } from '../../kubernetes/objects.ts'
import type { StatefulSet } from '../../kubernetes/types.ts'
import { liveText } from '../../manifests/live-text.ts'
import { type Manager, managersOf } from '../../manifests/managed-by.ts'
import type { ObjectName } from '../../names.ts'
import { type ReadChanges, type RecordedChange, withPerson } from '../detail/who.ts'

/** A set as it is edited. */
export interface EditableSet {
  readonly name: string
  readonly uid: string
  /** YAML without what only the server writes. */
  readonly text: string
  readonly managers: readonly Manager[]
  /** Who wrote what is wanted of it, and when: as managedFields tells. */
  readonly writers: readonly Writer[]
  readonly isDeleting: boolean
}

export interface Writer {
  readonly name: string
  /** The person behind this console, where the record tells. */
  readonly by: string | null
  /** ISO 8601. */
  readonly at: string
}

/** Throws `not_found`, or why the cluster cannot say. */
export async function getEditable(
  scope: ProjectScope<'statefulset:edit'>,
  name: ObjectName,
  readChanges: ReadChanges,
): Promise<EditableSet> {
  const { cluster, namespace } = scope.project
  const set = await getObject(getCluster(cluster), 'statefulsets', namespace, name)
  return toEditable(set, await readChanges(scope, name))
}

function toEditable(set: StatefulSet, changes: readonly RecordedChange[]): EditableSet {
  const { name, uid, deletionTimestamp, managedFields = [] } = set.metadata
  return {
    name,
    uid,
    text: liveText(asObject(set)),
    managers: managersOf(set),
    writers: managedFields
      .filter(({ subresource }) => subresource !== 'status')
      .map(({ manager = '', time = '' }) => withPerson({ name: manager, at: time }, changes)),
    isDeleting: deletionTimestamp !== undefined,
  }
}

export function asObject(set: StatefulSet): Readonly<Record<string, unknown>> {
  return { ...set, apiVersion: 'apps/v1', kind: 'StatefulSet' }
}
