import 'server-only'
import { type MergePatch, patchObject } from '../kubernetes/objects.ts'
import type { Place } from '../kubernetes/place.ts'
import type { Answer } from '../kubernetes/request.ts'
import type { StatefulSet } from '../kubernetes/types.ts'
import type { ObjectName } from '../names.ts'
import { readLivingSet } from './living-set.ts'
import { onLatest } from './on-latest.ts'

/**
 * Changes the set as it is now (see onLatest): what the person saw is for `decide` to compare, and the write that it
 * gives carries the version that it was given. Throws `conflict` for another set of this name, `invalid` for one that is
 * being deleted, and what `decide` throws.
 */
export function changeSet<T>(
  place: Place,
  name: ObjectName,
  uid: string,
  decide: (set: StatefulSet) => (() => Promise<T>) | Promise<() => Promise<T>>,
): Promise<T> {
  return onLatest(async () => decide(await readLivingSet(place, name, uid)))
}

/** Writes onto exactly the version that was read. Throws `conflict` for any other. */
export function amendSet(
  { cluster, namespace }: Place,
  { metadata: { uid, resourceVersion, name } }: StatefulSet,
  { metadata = {}, spec }: Amendment,
): Promise<Answer<StatefulSet>> {
  const patch: MergePatch = {
    metadata: { ...metadata, uid, resourceVersion },
    ...(spec === undefined ? {} : { spec }),
  }
  return patchObject(cluster, 'statefulsets', namespace, name as ObjectName, patch)
}

interface Amendment {
  readonly metadata?: Pick<MergePatch['metadata'], 'labels' | 'annotations'>
  readonly spec?: Readonly<Record<string, unknown>>
}
