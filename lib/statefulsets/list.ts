import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { listObjects } from '../kubernetes/objects.ts'
import type { StatefulSet } from '../kubernetes/types.ts'
import { readProgress, type SetProgress } from './state.ts'

/** One row of the list. */
export interface SetSummary extends SetProgress {
  readonly name: string
  readonly description: string
  readonly images: readonly string[]
  /** ISO 8601. */
  readonly createdAt: string
}

/** Ordinal's own note on a set: what people wrote about it. */
export const descriptionAnnotation = 'ordinal.io/description'

/** The sets of the project, in natural order of their names. */
export async function listStatefulSets(scope: ProjectScope<'statefulset:view'>): Promise<SetSummary[]> {
  const { cluster, namespace } = scope.project
  const sets = await listObjects(getCluster(cluster), 'statefulsets', namespace)
  const byName = new Intl.Collator('en', { numeric: true })
  return sets.map(toSummary).sort((a, b) => byName.compare(a.name, b.name))
}

export function toSummary(set: StatefulSet): SetSummary {
  const containers = set.spec?.template.spec?.containers ?? []
  return {
    ...readProgress(set),
    name: set.metadata.name,
    description: set.metadata.annotations?.[descriptionAnnotation] ?? '',
    images: [...new Set(containers.map(({ image }) => image ?? ''))],
    createdAt: set.metadata.creationTimestamp ?? '',
  }
}
