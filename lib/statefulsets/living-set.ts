import 'server-only'
import { AppError } from '../errors.ts'
import { getObject } from '../kubernetes/objects.ts'
import type { Place } from '../kubernetes/place.ts'
import type { StatefulSet } from '../kubernetes/types.ts'
import type { ObjectName } from '../names.ts'

/** The set that the person saw. Throws `conflict` for another one of this name, `invalid` for one that is being deleted. */
export async function readLivingSet(
  { cluster, namespace }: Place,
  name: ObjectName,
  uid: string,
): Promise<StatefulSet> {
  const set = await getObject(cluster, 'statefulsets', namespace, name)
  if (set.metadata.uid !== uid) throw new AppError('conflict', { message: 'another set of this name' })
  if (set.metadata.deletionTimestamp !== undefined)
    throw new AppError('invalid', { fields: [{ path: '', code: 'already_deleting' }] })
  return set
}
