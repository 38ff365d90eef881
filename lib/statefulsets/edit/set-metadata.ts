import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { placeOf } from '../../kubernetes/place.ts'
import { requireIdle } from '../../operations/idle.ts'
import { amendSet, changeSet } from '../change-set.ts'
import type { SetMetadataInput } from '../schema.ts'

/**
 * Changes labels and annotations of the set itself; its pods have their own. Each key comes with the value that the
 * person saw. Throws `conflict` when one has another by now, or the set is another, and `invalid` when it is on its way
 * out: then none is changed. Throws `operation_running` while an operation is on the set.
 */
export async function setMetadata(
  { project }: ProjectScope<'statefulset:edit'>,
  { name, uid, labels, annotations }: SetMetadataInput,
): Promise<{ warnings: readonly string[] }> {
  await requireIdle(project, name)
  const place = placeOf(project)
  const { warnings } = await changeSet(place, name, uid, (set) => {
    const { metadata } = set
    if (!isSeen(labels, metadata.labels ?? {}) || !isSeen(annotations, metadata.annotations ?? {}))
      throw new AppError('conflict', { message: 'other values' })
    return () =>
      amendSet(place, set, {
        metadata: {
          ...(labels.length === 0 ? {} : { labels: patchOf(labels) }),
          ...(annotations.length === 0 ? {} : { annotations: patchOf(annotations) }),
        },
      })
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
