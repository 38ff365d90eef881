import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { ordinalAfter } from '../../claim-names.ts'
import { AppError, isAppError } from '../../errors.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import { createObject, deleteObject, getObject, listObjects, patchObject } from '../../kubernetes/objects.ts'
import type { StatefulSet } from '../../kubernetes/types.ts'
import type { Run } from '../../operations/kind.ts'
import { withoutVoidNote } from '../../stop-note.ts'
import { ordinalOf } from '../state/facts.ts'
import {
  decideReplacement,
  operationMark,
  type ReplacementMemo,
  type ReplacementMove,
  type ReplacementWorld,
  remake,
  restartsOf,
} from './replacement.ts'
import { retentionOf } from './retention.ts'

/** What an operation wants of the set that it makes anew. */
export interface ReplacementGoal {
  readonly uid: string
  readonly isSatisfied: (set: StatefulSet) => boolean
  readonly change: (spec: NonNullable<StatefulSet['spec']>) => NonNullable<StatefulSet['spec']>
}

/** Everything as it is now. */
export async function readReplacement(run: Run<unknown>, goal: ReplacementGoal): Promise<ReplacementWorld> {
  const cluster = getCluster(run.cluster)
  const [set, pods, claims] = await Promise.all([
    findSet(run),
    listObjects(cluster, 'pods', run.namespace),
    listObjects(cluster, 'persistentvolumeclaims', run.namespace),
  ])
  // Only this file writes the memo.
  const memo = run.memo as ReplacementMemo | null
  const templates = ((set ?? memo?.saved)?.spec?.volumeClaimTemplates ?? []).map(
    ({ metadata }) => metadata?.name,
  )
  return {
    ...{ runId: run.id, firstUid: goal.uid, set, memo, isSatisfied: goal.isSatisfied },
    pods: pods.filter((pod) => ordinalOf(run.target, pod.metadata.name) !== null),
    claims: claims.filter(({ metadata }) =>
      templates.some((template) => ordinalAfter(`${template}-${run.target}`, metadata.name) !== null),
    ),
  }
}

async function findSet(run: Run<unknown>): Promise<StatefulSet | null> {
  try {
    return await getObject(getCluster(run.cluster), 'statefulsets', run.namespace, run.target)
  } catch (error) {
    if (isAppError(error, 'not_found')) return null
    throw error
  }
}

/** Makes the next move, and says which. Throws `operation_overtaken`, or why the cluster refused. */
export async function moveReplacement(
  run: Run<unknown>,
  goal: ReplacementGoal,
  world: ReplacementWorld,
): Promise<ReplacementMove> {
  const move = decideReplacement(world)
  const { set, memo } = world
  if (move === 'overtaken') throw new AppError('operation_overtaken')
  if (move === 'create' && memo !== null) await create(run, goal, memo)
  if (set === null) return move
  if (move === 'note-made' && memo !== null)
    await run.saveMemo({ ...memo, madeUid: set.metadata.uid, isRemoving: false })
  if (move === 'lift-retention') await liftRetention(run, world, set)
  if (move === 'remove') await remove(run, world, set)
  if (move === 'restore') await restore(run, set, memo)
  return move
}

/** Claims lose their owner with this, so that nothing of the deletion can reach them. */
async function liftRetention(run: Run<unknown>, world: ReplacementWorld, set: StatefulSet): Promise<void> {
  await run.saveMemo({ ...toMemo(world, set), isRemoving: false })
  await patch(run, set, { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain' } })
}

/** The set as it is deleted is in the database first; one that changed in between is read and saved again. */
async function remove(run: Run<unknown>, world: ReplacementWorld, set: StatefulSet): Promise<void> {
  await run.saveMemo({ ...toMemo(world, set), isRemoving: true })
  await run.hold()
  const { uid, resourceVersion } = set.metadata
  const preconditions = { uid, resourceVersion }
  const options = { propagationPolicy: 'Orphan' } as const
  await deleteObject(
    getCluster(run.cluster),
    'statefulsets',
    run.namespace,
    run.target,
    preconditions,
    options,
  )
}

function toMemo({ pods, memo }: ReplacementWorld, set: StatefulSet): ReplacementMemo {
  // Who makes it anew is the writer of all of it, and a note that is void would count again.
  const { managedFields: _, ...metadata } = withoutVoidNote(set.metadata)
  return {
    saved: { ...set, metadata },
    pods: pods
      .filter((pod) => pod.metadata.deletionTimestamp === undefined)
      .map((pod) => ({ name: pod.metadata.name, uid: pod.metadata.uid, restarts: restartsOf(pod) })),
    whenDeleted: memo?.whenDeleted ?? retentionOf(set).whenDeleted,
    isRemoving: memo?.isRemoving ?? false,
    madeUid: memo?.madeUid ?? null,
  }
}

/** What the cluster refuses is put back as it was, so that the pods are not left alone; then this throws. */
async function create(run: Run<unknown>, goal: ReplacementGoal, memo: ReplacementMemo): Promise<void> {
  await run.hold()
  const send = (change: ReplacementGoal['change']) =>
    createObject(getCluster(run.cluster), 'statefulsets', run.namespace, remake(memo.saved, run.id, change))
  try {
    const { value } = await send(goal.change)
    // Somebody in the cluster rewrites it; to try for ever would be worse than to say so.
    if (!goal.isSatisfied(value)) throw altered()
  } catch (error) {
    // Somebody made one; the next step sees whose it is.
    if (isAppError(error, 'already_exists')) return
    if (isAppError(error, 'cluster_invalid') || isAppError(error, 'cluster_forbidden'))
      await send((spec) => spec).catch((second: unknown) => {
        if (!isAppError(second, 'already_exists')) throw second
      })
    throw error
  }
}

function altered(): AppError {
  const fields = [{ path: 'spec.volumeClaimTemplates', code: 'volumes_altered' }]
  return new AppError('cluster_invalid', { fields, message: 'the set was altered at its creation' })
}

async function restore(run: Run<unknown>, set: StatefulSet, memo: ReplacementMemo | null): Promise<void> {
  const whenDeleted = memo?.whenDeleted ?? 'Retain'
  const spec = { persistentVolumeClaimRetentionPolicy: { whenDeleted } }
  await patch(run, set, set.spec?.persistentVolumeClaimRetentionPolicy === undefined ? {} : spec, {
    [operationMark]: null,
  })
}

async function patch(
  run: Run<unknown>,
  { metadata }: StatefulSet,
  spec: Readonly<Record<string, unknown>>,
  annotations: Readonly<Record<string, string | null>> = {},
): Promise<void> {
  await run.hold()
  const { uid, resourceVersion } = metadata
  await patchObject(getCluster(run.cluster), 'statefulsets', run.namespace, run.target, {
    metadata: { uid, resourceVersion, annotations },
    spec,
  })
}

const removalLooks = 20
const removalLookMs = 250

/**
 * Puts the set back, so that its pods are not without one, and its retention policy, before the operation is left.
 * Throws `conflict` while the deletion is on its way.
 */
export async function leaveReplacement(run: Run<unknown>, goal: ReplacementGoal): Promise<void> {
  for (let looks = 0; looks < removalLooks; looks++) {
    // What was not begun is not begun any more.
    const world = { ...(await readReplacement(run, goal)), isSatisfied: () => true }
    const { set, memo } = world
    const move = decideReplacement(world)
    // A set of somebody else is theirs.
    if (move === 'overtaken' || memo === null) return
    const isBack = move === 'done' || move === 'wait-adoption' || move === 'restore'
    if (isBack && set !== null) return restore(run, set, memo)
    if (move === 'wait-removal') await sleep(removalLookMs)
    else await moveReplacement(run, goal, world)
  }
  throw new AppError('conflict', { message: 'the set is still being removed' })
}
