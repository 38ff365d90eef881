import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import { getObject } from '../../kubernetes/objects.ts'
import type { StatefulSet } from '../../kubernetes/types.ts'
import type { ObjectName } from '../../names.ts'
import { readFacts } from './get.ts'

/** Sets that somebody looks at; others are read again. */
const maxKept = 100

/** `<cluster>/<namespace>/<name>` → as of which version it was asked for, and the set. Newest use last. */
const kept = new Map<string, { readonly version: string; readonly reading: Promise<StatefulSet> }>()

/** The whole set: the board keeps only what states are derived from. Read again when it changed. Throws as a read does. */
export async function readWhole(
  scope: ProjectScope<'statefulset:view' | 'statefulset:edit'>,
  name: ObjectName,
): Promise<StatefulSet> {
  const { cluster, namespace } = scope.project
  const { facts } = await readFacts(scope, name)
  const { uid, resourceVersion } = facts.set.metadata
  const key = `${cluster}/${namespace}/${name}`
  const version = `${uid}/${resourceVersion}`
  const known = kept.get(key)
  const reading =
    known?.version === version
      ? known.reading
      : getObject(getCluster(cluster), 'statefulsets', namespace, name)
  kept.delete(key)
  kept.set(key, { version, reading })
  const [oldest] = kept.keys()
  if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest)
  reading.catch(() => kept.delete(key))
  return reading
}
