import { isObserved } from '../state/facts.ts'
import 'server-only'
import { isAppError } from '../../errors.ts'
import { getObject, listObjects } from '../../kubernetes/objects.ts'
import type { Place } from '../../kubernetes/place.ts'
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../kubernetes/types.ts'
import { isObjectName, type ObjectName } from '../../names.ts'
import type { DeletionPlan } from '../schema.ts'
import { retentionOf } from '../volumes/retention.ts'
import type { Rest } from './deletion-rest.ts'
import type { Workload } from './deletion-workload.ts'
import { sharersOf } from './foresee-delete.ts'

/** Read from the cluster and not from memory: what is decided on it cannot be taken back. */
export interface WorkloadReading extends Workload {
  readonly object: StatefulSet | null
  readonly ownedClaims: readonly PersistentVolumeClaim[]
  /** Uids of owners that take their claims along. */
  readonly owners: ReadonlySet<string>
}

export async function readWorkload(
  place: Place,
  name: ObjectName,
  { uid }: DeletionPlan,
): Promise<WorkloadReading> {
  const { cluster, namespace } = place
  const object = await findObject(place, 'statefulsets', name)
  const allPods = await listObjects(cluster, 'pods', namespace, { isMetadataOnly: true })
  const pods = allPods.filter((pod) => isOwnedBy(pod, new Set([uid])))
  const owners = new Set([uid, ...pods.map(({ metadata }) => metadata.uid)])
  const ownedClaims = (await listObjects(cluster, 'persistentvolumeclaims', namespace)).filter(
    (claim) => claim.metadata.deletionTimestamp === undefined && isOwnedBy(claim, owners),
  )
  return {
    object,
    set: object === null ? null : toStanding(object),
    pods: pods.map(({ metadata }) => metadata.name),
    owned: ownedClaims.map(({ metadata }) => metadata.name),
    ownedClaims,
    owners,
  }
}

function toStanding(set: StatefulSet) {
  const { metadata, spec } = set
  const { whenDeleted, whenScaled } = retentionOf(set)
  return {
    uid: metadata.uid,
    isEnding: metadata.deletionTimestamp !== undefined,
    replicas: spec?.replicas ?? 1,
    isObserved: isObserved(set),
    isRetaining: whenDeleted === 'Retain' && whenScaled === 'Retain',
  }
}

export async function readRest(place: Place, name: ObjectName, plan: DeletionPlan): Promise<Rest> {
  const { cluster, namespace } = place
  const sets = await listObjects(cluster, 'statefulsets', namespace)
  const claims = new Map(
    (await listObjects(cluster, 'persistentvolumeclaims', namespace)).map((one) => [one.metadata.name, one]),
  )
  const pods = plan.claims.length === 0 ? [] : await listObjects(cluster, 'pods', namespace)
  return {
    isRemade: sets.some(({ metadata }) => metadata.name === name),
    companions: await Promise.all(
      plan.companions.map(async ({ resource, name: companion }) => {
        const object = isObjectName(companion) ? await findObject(place, resource, companion) : null
        return object === null ? null : identity(object)
      }),
    ),
    claims: plan.claims.map((chosen) => {
      const claim = claims.get(chosen.name)
      if (claim === undefined) return null
      const usedBy = pods.filter((pod) => uses(pod, chosen.name)).map(({ metadata }) => metadata.name)
      return { ...identity(claim), usedBy, sharedWith: sharersOf(sets, chosen.name) }
    }),
  }
}

function identity({ metadata }: Pick<Pod, 'metadata'>) {
  return { uid: metadata.uid, isEnding: metadata.deletionTimestamp !== undefined }
}

function isOwnedBy({ metadata }: Pick<Pod, 'metadata'>, owners: ReadonlySet<string>): boolean {
  return metadata.ownerReferences?.some(({ uid }) => owners.has(uid)) ?? false
}

/** As the protection of claims sees it: a pod that has ended uses nothing. */
function uses({ spec, status }: Pod, claim: string): boolean {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return false
  return spec?.volumes?.some((volume) => volume.persistentVolumeClaim?.claimName === claim) ?? false
}

async function findObject<R extends DeletionPlan['companions'][number]['resource'] | 'statefulsets'>(
  { cluster, namespace }: Place,
  resource: R,
  name: ObjectName,
) {
  try {
    return await getObject(cluster, resource, namespace, name)
  } catch (error) {
    if (isAppError(error, 'not_found')) return null
    throw error
  }
}
