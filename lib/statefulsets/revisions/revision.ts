import 'server-only'
import { createHash } from 'node:crypto'
import { AppError } from '../../errors.ts'
import { getObject } from '../../kubernetes/objects.ts'
import { isControlledBy } from '../../kubernetes/owner.ts'
import type { Place } from '../../kubernetes/place.ts'
import type { ControllerRevision, StatefulSet } from '../../kubernetes/types.ts'
import { type Fields, fieldsOf } from '../../manifests/read.ts'
import type { ObjectName } from '../../names.ts'

/** The template that a revision keeps, with `$patch: replace` in it. */
export function templateOf({ data }: ControllerRevision): Fields {
  return fieldsOf(fieldsOf(fieldsOf(data).spec).template)
}

/** One revision of exactly this set. Throws `not_found`, also for another set's. */
export async function getRevision(
  { cluster, namespace }: Place,
  set: StatefulSet,
  name: ObjectName,
): Promise<ControllerRevision> {
  const revision = await getObject(cluster, 'controllerrevisions', namespace, name)
  if (!isControlledBy(revision, set.metadata.uid))
    throw new AppError('not_found', { message: 'of another set' })
  return revision
}

/** Names a template, for the precondition that it is still the one that the person saw. */
export function digestOf(template: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(template ?? null))
    .digest('base64url')
}
