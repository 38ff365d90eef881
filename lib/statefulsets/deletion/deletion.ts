import 'server-only'
import { AppError, type ErrorCode, isAppError } from '../../errors.ts'
import { deleteObject, patchObject } from '../../kubernetes/objects.ts'
import { type Place, placeOf } from '../../kubernetes/place.ts'
import { isObjectName } from '../../names.ts'
import { readFailure } from '../../operations/failure.ts'
import type { OperationKind, Run, Step } from '../../operations/kind.ts'
import { type DeletionPlan, deletionPlanSchema } from '../schema.ts'
import { annotations } from '../state/state.ts'
import { decideRest, keyOf, type Refusals } from './deletion-rest.ts'
import { decideWorkload, type WorkloadChange } from './deletion-workload.ts'
import { readRest, readWorkload, type WorkloadReading } from './deletion-world.ts'

/**
 * Deletes a set and what was chosen with it: workload first, data last, and only once the workload is really gone. Each
 * step reads the cluster anew and makes one change to the very object that was chosen.
 */
export const deletion: OperationKind<'statefulset:delete', DeletionPlan> = {
  kind: 'delete',
  permission: 'statefulset:delete',
  planSchema: deletionPlanSchema,
  step,
}

/** It stays so when the deletion is abandoned: `Delete` would take the claims of pods that are ending at that moment. */
const retaining = { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' } }

async function step(run: Run<DeletionPlan>): Promise<Step> {
  const place = placeOf(run)
  const { plan, target } = run
  const refusals = (run.memo ?? {}) as Refusals
  const workload = await readWorkload(place, target, plan)
  const first = decideWorkload(plan, workload)
  const rest = first.isGone ? await readRest(place, target, plan) : null
  const second = decideRest(plan, rest, refusals)
  const items = [...first.items, ...second.items]
  if (first.change !== null) {
    await run.hold()
    await unlessGone(changeWorkload(run, place, workload, first.change))
    return { items, next: first.change === 'stop' || first.change === 'delete' ? 'wait' : 'again' }
  }
  if (second.change !== null) {
    await run.hold()
    await removeChosen(run, place, second.change, refusals)
    return { items, next: 'again' }
  }
  return { items, next: second.isDone ? await end(run, refusals) : 'wait' }
}

async function changeWorkload(
  { plan, target }: Run<DeletionPlan>,
  place: Place,
  { object, ownedClaims, owners }: WorkloadReading,
  change: WorkloadChange,
): Promise<void> {
  if (change === 'release') return releaseFirst(place, ownedClaims, owners)
  if (object === null) return
  const { cluster, namespace } = place
  const { uid, resourceVersion } = object.metadata
  if (change === 'delete') {
    // A policy or a number that somebody changed since the reading is a conflict, and decided anew.
    const propagationPolicy =
      plan.mode === 'orphan' ? 'Orphan' : plan.mode === 'foreground' ? 'Foreground' : 'Background'
    const seen = { uid, resourceVersion }
    return deleteObject(cluster, 'statefulsets', namespace, target, seen, { propagationPolicy })
  }
  const patch =
    change === 'retain'
      ? { metadata: { uid, resourceVersion }, spec: retaining }
      : {
          // As a stop: who abandons the deletion can start the set again.
          metadata: {
            ...{ uid, resourceVersion },
            annotations: { [annotations.replicas]: String(object.spec?.replicas ?? 1) },
          },
          spec: { replicas: 0 },
        }
  await patchObject(cluster, 'statefulsets', namespace, target, patch)
}

async function releaseFirst(
  { cluster, namespace }: Place,
  [claim]: WorkloadReading['ownedClaims'],
  owners: ReadonlySet<string>,
): Promise<void> {
  if (claim === undefined || !isObjectName(claim.metadata.name)) return
  const { name, uid, resourceVersion, ownerReferences = [] } = claim.metadata
  const others = ownerReferences.filter((owner) => !owners.has(owner.uid))
  await patchObject(cluster, 'persistentvolumeclaims', namespace, name, {
    metadata: { uid, resourceVersion, ownerReferences: others },
  })
}

async function removeChosen(
  run: Run<DeletionPlan>,
  { cluster, namespace }: Place,
  one: NonNullable<ReturnType<typeof decideRest>['change']>,
  refusals: Refusals,
): Promise<void> {
  const { resource, name, uid } = one
  if (!isObjectName(name)) return
  try {
    await unlessGone(deleteObject(cluster, resource, namespace, name, { uid }))
  } catch (thrown) {
    const { error, isTransient } = readFailure(thrown)
    if (isTransient) throw thrown
    // The others are deleted all the same.
    await run.saveMemo({ ...refusals, [keyOf(one)]: error.code })
  }
}

/** What was refused is tried again when a person asks for it. */
async function end(run: Run<DeletionPlan>, refusals: Refusals): Promise<'done'> {
  const [code] = Object.values(refusals)
  if (code === undefined) return 'done'
  await run.saveMemo({})
  throw new AppError(code as ErrorCode)
}

async function unlessGone(change: Promise<void>): Promise<void> {
  try {
    await change
  } catch (error) {
    if (!isAppError(error, 'not_found')) throw error
  }
}
