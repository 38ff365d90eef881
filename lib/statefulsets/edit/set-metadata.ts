import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import { getObject, patchObject } from '../../kubernetes/objects.ts'
import { requireIdle } from '../../operations/idle.ts'
import { onLatest } from '../on-latest.ts'
import type { SetMetadataInput } from '../schema.ts'

/**
 * Changes labels and annotations of the set itself; its pods have their own. Each key comes with the value that the
 * person saw. Throws `conflict` when one has another by now, or the set is another or on its way out: then none is
 * changed. Throws `operation_running` while an operation is on the set.
 */
export async function setMetadata(
  { project }: ProjectScope<'statefulset:edit'>,
  { name, uid, labels, annotations }: SetMetadataInput,
): Promise<{ warnings: readonly string[] }> {
  await requireIdle(project, name)
  const cluster = getCluster(project.cluster)
  const { warnings } = await onLatest(async () => {
    const { metadata } = await getObject(cluster, 'statefulsets', project.namespace, name)
    const isAsSeen =
      metadata.uid === uid &&
      metadata.deletionTimestamp === undefined &&
      isSeen(labels, metadata.labels ?? {}) &&
      isSeen(annotations, metadata.annotations ?? {})
    if (!isAsSeen) throw new AppError('conflict', { message: 'another set, or other values' })
    const { resourceVersion } = metadata
    const patch = {
      metadata: {
        ...{ uid, resourceVersion },
        ...(labels.length === 0 ? {} : { labels: patchOf(labels) }),
        ...(annotations.length === 0 ? {} : { annotations: patchOf(annotations) }),
      },
    }
    return () => patchObject(cluster, 'statefulsets', project.namespace, name, patch)
  })
  return { warnings }
}

type Entries = SetMetadataInput['labels']

function isSeen(entries: Entries, now: Readonly<Record<string, string>>): boolean {
  return entries.every(({ key, from }) => (now[key] ?? '') === (from ?? ''))
}

function patchOf(entries: Entries): Record<string, string | null> {
  return Object.fromEntries(entries.map(({ key, to }) => [key, to]))
}
