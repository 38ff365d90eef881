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
import { canaryStops } from './canary-stops.ts'
import { findHanging, type Seen, stopAt } from './hanging.ts'
import { readOperatedSet, readSeen, type StepRun } from './operated-set.ts'
import { newOrdinals, type OwnPod, readOwnPods, wantedOrdinals } from './own-pods.ts'

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

const memoSchema = z.object({
  /** The index of the stop that the partition was last put to, or was about to be. */
  stop: z.number(),
  /** Of the set right before: tells a stop that was not put from one that somebody has taken back. */
  generation: z.number(),
  /** Since when all pods of the stop are available, epoch ms; 0 while they are not. */
  since: z.number(),
})
type CanaryMemo = z.infer<typeof memoSchema>

/**
 * Lowers the partition stop by stop, each only when the pods of the former one have been available for the soak time.
 * Stops for good at a pod that fails, at a partition that somebody else has set, and at another template.
 */
export const canaryKind: OperationKind<'statefulset:rollout', CanaryPlan> = {
  kind: 'canary',
  permission: 'statefulset:rollout',
  planSchema,
  step: (run) => stepCanary(placeOf(run), run, readSeen(run)),
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
    const stops = canaryStops({ from, to, step, replicas: windowOf(set).count })
    if (stops.length === 0) throw new AppError('invalid', { fields: [{ path: 'to', code: 'partition' }] })
    return () => beginOperation(scope, canaryKind, name, { uid, revision, from, stops, soakSeconds })
  })
}

export async function stepCanary(place: Place, run: StepRun<CanaryPlan>, seen: Seen | null): Promise<Step> {
  const { stops, soakSeconds, revision } = run.plan
  const set = await readOperatedSet(place, run)
  // What an earlier version kept does not say how far it got.
  const memo = memoSchema.nullable().catch(null).parse(run.memo)
  const at = requireOwnPartition(set, run.plan, memo)
  if (isObserved(set) && set.status?.updateRevision !== revision) throw new AppError('operation_overtaken')
  if (memo === null || at < memo.stop) return moveOn(place, run, set, at + 1)
  const pods = await readOwnPods(place, set)
  const isThere = isObserved(set) && areRolledAvailable(set, pods)
  const since = isThere ? memo.since || Date.now() : 0
  // A pod that was not available in between begins the time anew.
  if (since !== memo.since) await run.saveMemo({ ...memo, since })
  const items = toItems(run, at, isThere ? 'soaking' : 'rolling')
  const failing = isThere ? null : findHanging(seen, pods, newOrdinals(set, pods))
  if (failing !== null) return stopAt(run, items, failing, 'canary_failing')
  const isSoaked = isThere && Date.now() - since >= soakSeconds * 1000
  const isLast = at === stops.length - 1
  if (isThere && isLast) return { items: toItems(run, at + 1, null), next: 'done' }
  if (isSoaked) return moveOn(place, run, set, at + 1)
  return { items, next: 'wait' }
}

/**
 * The index of the stop at which the partition is, -1 before the first. Throws `operation_overtaken` when it is not where
 * it was left: whoever has moved it, also back, means it. A stop that was about to be put was not when the set has less
 * than two generations since: putting it made one, and taking it back another.
 */
function requireOwnPartition(set: StatefulSet, { from, stops }: CanaryPlan, memo: CanaryMemo | null): number {
  const partition = partitionOf(set)
  const stop = memo?.stop ?? -1
  const before = stops[stop - 1] ?? from
  if (partition === (stops[stop] ?? from)) return stop
  const isUnput = memo !== null && (set.metadata.generation ?? 0) - memo.generation < 2
  if (isUnput && partition === before) return stop - 1
  throw new AppError('operation_overtaken', {
    fields: [{ path: '', code: 'partition_moved', detail: String(partition) }],
  })
}

async function moveOn(place: Place, run: StepRun<CanaryPlan>, set: StatefulSet, stop: number): Promise<Step> {
  const partition = run.plan.stops[stop] ?? 0
  const generation = set.metadata.generation ?? 0
  await run.saveMemo({ stop, generation, since: 0 } satisfies CanaryMemo)
  await run.hold()
  await amendSet(place, set, {
    // The person has decided anew.
    ...(readHeld(set) === null ? {} : { metadata: { annotations: { [heldAnnotation]: null } } }),
    spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } } },
  })
  return { items: toItems(run, stop, 'rolling'), next: 'wait' }
}

function areRolledAvailable(set: StatefulSet, pods: readonly OwnPod[]): boolean {
  const isThere = (ordinal: number) =>
    pods.some((one) => one.ordinal === ordinal && one.isUpdated && one.isAvailable)
  return wantedOrdinals(set).rolled.every(isThere)
}

function toItems({ plan, target }: StepRun<CanaryPlan>, at: number, now: 'soaking' | 'rolling' | null) {
  return plan.stops.map((partition, index): ProgressItem => {
    const state = index < at ? 'done' : index === at ? 'running' : 'waiting'
    const detail =
      state === 'running' && now !== null ? { key: now, values: { seconds: plan.soakSeconds } } : null
    return { key: 'stop', values: { partition, name: target }, state, ...(detail === null ? {} : { detail }) }
  })
}
