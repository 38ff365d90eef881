import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { deleteObject, getObject } from '../../kubernetes/objects.ts'
import { type Place, placeOf } from '../../kubernetes/place.ts'
import type { DeleteCompanionInput, SelectCompanionInput } from '../edit/beside-schema.ts'
import { readLivingSet } from '../living-set.ts'
import type { Companion } from '../replicas/foresight.ts'
import { companionsOf } from './companions.ts'
import { readOthers } from './others.ts'

export interface CompanionForesight extends Companion {
  readonly namespace: string
}

/**
 * Who else a Service or a budget beside the set is for. Throws `not_found` when it is gone, `conflict` when it is beside
 * the set no more.
 */
export async function foreseeCompanion(
  { project }: ProjectScope<'statefulset:edit'>,
  input: SelectCompanionInput,
): Promise<CompanionForesight> {
  const place = placeOf(project)
  const others = await readOthers(place, input.set.name)
  return { ...(await readCompanion(place, input, others)), namespace: place.namespace }
}

/** Deletes a Service or a budget beside the set: exactly the one that the person saw, else it throws `conflict`. */
export async function deleteCompanion(
  { project }: ProjectScope<'statefulset:edit'>,
  { uid, ...input }: DeleteCompanionInput,
): Promise<void> {
  const place = placeOf(project)
  const found = await readCompanion(place, input, { sets: [], loosePods: [] })
  if (found.uid !== uid) throw new AppError('conflict', { message: 'another object of this name' })
  await deleteObject(place.cluster, input.resource, place.namespace, input.name, { uid })
}

async function readCompanion(
  place: Place,
  { set: { name: setName, uid }, resource, name }: SelectCompanionInput,
  others: Awaited<ReturnType<typeof readOthers>>,
): Promise<Companion> {
  const { cluster, namespace } = place
  const set = await readLivingSet(place, setName, uid)
  const read = <R extends typeof resource>(one: R) =>
    resource === one ? getObject(cluster, one, namespace, name).then((object) => [object]) : []
  const [found] = companionsOf({
    ...{ set, autoscalers: [], ...others },
    services: await read('services'),
    budgets: await read('poddisruptionbudgets'),
  })
  if (found === undefined) throw new AppError('conflict', { message: 'not beside the set' })
  return found
}
