import 'server-only'
import { z } from 'zod'
import type { ProjectScope } from '../../auth/scope.ts'
import { isAppError } from '../../errors.ts'
import { type Place, placeOf } from '../../kubernetes/place.ts'
import type { ObjectName } from '../../names.ts'
import { beginOperation } from '../../operations/begin.ts'
import type { OperationKind, Step } from '../../operations/kind.ts'
import type { ProgressItem } from '../../operations/schema.ts'
import type { UnblockInput } from '../schema.ts'
import { isObserved } from '../state/facts.ts'
import { findHanging, type Seen, stopAt } from './hanging.ts'
import { readOperatedSet, readSeen, removePod, type StepRun } from './operated-set.ts'
import { newOrdinals, readOwnPods, wantedOrdinals } from './own-pods.ts'
import { isInTheWay, unblockIn } from './unblock.ts'

const planSchema = z.object({
  uid: z.string(),
  /** The pods that were deleted before it began. */
  deleted: z.array(z.string()),
})
type UnblockPlan = z.infer<typeof planSchema>

/** All that were deleted, by name. */
const memoSchema = z.object({ deleted: z.array(z.string()) })

/**
 * Follows a rollout past pods of a former revision that never become ready: deletes exactly the one that everything waits
 * for, and the next one if that hangs too, until none is left. A ready pod is never deleted.
 */
export const unblockKind: OperationKind<'pod:delete', UnblockPlan> = {
  kind: 'unblock',
  permission: 'pod:delete',
  planSchema,
  step: (run) => stepUnblock(placeOf(run), run, readSeen(run)),
}

/**
 * Deletes the one pod now, so that what stands against it is said at once, and follows the rollout from there. Throws as
 * unblockIn does.
 */
export async function beginUnblock(scope: ProjectScope<'pod:delete'>, input: UnblockInput): Promise<true> {
  await unblockIn(placeOf(scope.project), input)
  const plan = { uid: input.uid, deleted: [input.pod] }
  await beginOperation(scope, unblockKind, input.name, plan).catch((error: unknown) => {
    // Something else is under way with the set, and goes on now that the pod is out of the way.
    if (!isAppError(error, 'operation_running')) throw error
  })
  return true
}

export async function stepUnblock(place: Place, run: StepRun<UnblockPlan>, seen: Seen | null): Promise<Step> {
  const set = await readOperatedSet(place, run)
  const deleted = run.memo === null ? run.plan.deleted : memoSchema.parse(run.memo).deleted
  const pods = await readOwnPods(place, set)
  const { rolled } = wantedOrdinals(set)
  const there = rolled.filter((ordinal) =>
    pods.some((one) => one.ordinal === ordinal && one.isUpdated && one.isAvailable),
  )
  const items: ProgressItem[] = [
    ...deleted.map((pod) => ({ key: 'deleted', values: { pod }, state: 'done' as const })),
    {
      key: 'rolling',
      values: { done: there.length, all: rolled.length },
      state: there.length === rolled.length && isObserved(set) ? 'done' : 'running',
    },
  ]
  if (items.at(-1)?.state === 'done') return { items, next: 'done' }
  const blocker = seen?.status.blocker ?? null
  const stuck = pods.find(({ ordinal }) => ordinal === blocker?.ordinal)
  if (blocker === null || !blocker.isTrapped || stuck === undefined) {
    // The newest revision does not work either: deleting more would not help.
    const failing = findHanging(seen, pods, newOrdinals(set, pods))
    return failing === null ? { items, next: 'wait' } : stopAt(run, items, failing, 'still_stuck')
  }
  // The engine may be a moment behind: this may be the new pod already.
  if (!isInTheWay(set, stuck.pod)) return { items, next: 'wait' }
  const { name, uid } = stuck.pod.metadata
  if (!deleted.includes(name)) await run.saveMemo({ deleted: [...deleted, name] })
  const asked = { name: run.target, uid: run.plan.uid, pod: name as ObjectName, podUid: uid }
  await removePod(run, stuck.pod, () => unblockIn(place, asked)).catch((error: unknown) => {
    // It became ready right then, which is as good.
    if (!isAppError(error, 'invalid') && !isAppError(error, 'not_found')) throw error
  })
  return { items, next: 'wait' }
}
