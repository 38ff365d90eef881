import 'server-only'
import { z } from 'zod'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { type Place, placeOf } from '../../kubernetes/place.ts'
import type { StatefulSet } from '../../kubernetes/types.ts'
import { beginOperation } from '../../operations/begin.ts'
import type { OperationKind, Step } from '../../operations/kind.ts'
import type { ProgressItem } from '../../operations/schema.ts'
import { amendSet, changeSet } from '../change-set.ts'
import type { CanaryInput } from '../schema.ts'
import { isObserved, isOnDelete, partitionOf, windowOf } from '../state/facts.ts'
import { heldAnnotation, readHeld } from '../state/held.ts'
import type { SetStatus } from '../state/state.ts'
import { canaryStops } from './canary-stops.ts'
import { readOperatedSet, readStatus, type StepRun } from './operated-set.ts'
import { readOwnPods, wantedOrdinals } from './own-pods.ts'

const planSchema = z.object({
  uid: z.string(),
  /** What is brought to the pods; another one is not followed. */
  revision: z.string(),
  /** Where the partition was. */
  from: z.number(),
  /** Where it goes, one after the other. */
  stops: z.array(z.number()),
  soakSeconds: z.number(),
})
type CanaryPlan = z.infer<typeof planSchema>

/** Since when all pods of a stop are available, epoch ms. */
const memoSchema = z.object({ partition: z.number(), since: z.number() })

/**
 * Lowers the partition stop by stop, each only when the pods of the former one have been available for the soak time.
 * Stops for good at a pod that fails, at a partition that somebody else has set, and at another template.
 */
export const canaryKind: OperationKind<'statefulset:rollout', CanaryPlan> = {
  kind: 'canary',
  permission: 'statefulset:rollout',
  planSchema,
  step: (run) => stepCanary(placeOf(run), run, readStatus(run)),
}

/** Throws `conflict` when partition or template are not what the person saw. */
export function beginCanary(
  scope: ProjectScope<'statefulset:rollout'>,
  { name, uid, from, revision, to, step, soakSeconds }: CanaryInput,
): Promise<{ id: string }> {
  const place = placeOf(scope.project)
  return changeSet(place, name, uid, (set) => {
    if (isOnDelete(set)) throw new AppError('invalid', { fields: [{ path: '', code: 'on_delete' }] })
    if (partitionOf(set) !== from || set.status?.updateRevision !== revision)
      throw new AppError('conflict', { message: 'another partition or revision than was seen' })
    const stops = canaryStops(Math.min(from, set.spec?.replicas ?? 1), to, step)
    if (stops.length === 0) throw new AppError('invalid', { fields: [{ path: 'to', code: 'partition' }] })
    return () => beginOperation(scope, canaryKind, name, { uid, revision, from, stops, soakSeconds })
  })
}

export async function stepCanary(
  place: Place,
  run: StepRun<CanaryPlan>,
  status: Pick<SetStatus, 'ordinals'> | null,
): Promise<Step> {
  const { from, stops, soakSeconds } = run.plan
  const set = await readOperatedSet(place, run)
  const partition = partitionOf(set)
  const at = stops.indexOf(partition)
  if (at === -1 && partition !== from) throw new AppError('operation_overtaken')
  if (isObserved(set) && set.status?.updateRevision !== run.plan.revision)
    throw new AppError('operation_overtaken')
  if (at === -1) return moveOn(place, run, set, 0)
  const isThere = isObserved(set) && (await areRolledAvailable(place, set))
  if (!isThere) {
    await forgetSoak(run)
    requireNoFailure(set, status)
  }
  const since = isThere ? await soakingSince(run, partition) : null
  const isSoaked = since !== null && Date.now() - since >= soakSeconds * 1000
  const isLast = at === stops.length - 1
  if (isThere && (isSoaked || isLast)) {
    return isLast ? { items: toItems(run, at + 1, null), next: 'done' } : moveOn(place, run, set, at + 1)
  }
  return { items: toItems(run, at, isThere ? 'soaking' : 'rolling'), next: 'wait' }
}

async function moveOn(
  place: Place,
  run: StepRun<CanaryPlan>,
  set: StatefulSet,
  index: number,
): Promise<Step> {
  const partition = run.plan.stops[index] ?? 0
  await run.hold()
  await amendSet(place, set, {
    // The person has decided anew.
    ...(readHeld(set) === null ? {} : { metadata: { annotations: { [heldAnnotation]: null } } }),
    spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } } },
  })
  return { items: toItems(run, index, 'rolling'), next: 'wait' }
}

async function areRolledAvailable(place: Place, set: StatefulSet): Promise<boolean> {
  const pods = await readOwnPods(place, set)
  const isThere = (ordinal: number) =>
    pods.some((one) => one.ordinal === ordinal && one.isUpdated && one.isAvailable)
  return wantedOrdinals(set).rolled.every(isThere)
}

async function soakingSince(run: StepRun<CanaryPlan>, partition: number): Promise<number> {
  const memo = run.memo === null ? null : memoSchema.parse(run.memo)
  if (memo?.partition === partition && memo.since > 0) return memo.since
  const since = Date.now()
  await run.saveMemo({ partition, since })
  return since
}

/** A pod that was not available in between begins the time anew. */
async function forgetSoak(run: StepRun<CanaryPlan>): Promise<void> {
  if (run.memo !== null && memoSchema.parse(run.memo).since > 0)
    await run.saveMemo({ partition: -1, since: 0 })
}

function requireNoFailure(set: StatefulSet, status: Pick<SetStatus, 'ordinals'> | null): void {
  const first = windowOf(set).start + partitionOf(set)
  const failing = status?.ordinals.find(
    ({ ordinal, state, isUpdated }) => isUpdated === true && state === 'failing' && ordinal >= first,
  )
  if (failing !== undefined)
    throw new AppError('rollout_failing', {
      fields: [{ path: '', code: 'canary_failing', detail: failing.podName }],
    })
}

function toItems({ plan, target }: StepRun<CanaryPlan>, at: number, now: 'soaking' | 'rolling' | null) {
  return plan.stops.map((partition, index): ProgressItem => {
    const state = index < at ? 'done' : index === at ? 'running' : 'waiting'
    const detail =
      state === 'running' && now !== null ? { key: now, values: { seconds: plan.soakSeconds } } : null
    return { key: 'stop', values: { partition, name: target }, state, ...(detail === null ? {} : { detail }) }
  })
}
