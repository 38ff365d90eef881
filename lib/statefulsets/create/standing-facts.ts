import 'server-only'
import { isAppError } from '../../errors.ts'
import { getObject } from '../../kubernetes/objects.ts'
import type { Place } from '../../kubernetes/place.ts'
import { isDnsLabel, isObjectName } from '../../names.ts'
import type { PreflightInput } from '../schema.ts'
import { keyOf, type MadeResource, makeable } from './plan.ts'

/** Whether a set of this name is there. */
export async function readTaken(place: Place, { name }: PreflightInput): Promise<boolean> {
  return isDnsLabel(name) && (await isThere(place, 'statefulsets', name))
}

export async function readStanding(place: Place, { objects }: PreflightInput): Promise<string[]> {
  const there = await Promise.all(
    objects.map(({ apiVersion, kind, name }) => isThere(place, makeable[`${apiVersion} ${kind}`], name)),
  )
  return objects.filter((_, index) => there[index]).map(keyOf)
}

/** What is no name is of no object, and nothing is asked about another kind than those that can be made. */
async function isThere(
  { cluster, namespace }: Place,
  resource: MadeResource | undefined,
  name: string,
): Promise<boolean> {
  if (resource === undefined || !isObjectName(name)) return false
  try {
    await getObject(cluster, resource, namespace, name)
    return true
  } catch (error) {
    if (isAppError(error, 'not_found')) return false
    throw error
  }
}
