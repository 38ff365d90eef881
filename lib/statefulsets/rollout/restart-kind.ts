import 'server-only'
import { z } from 'zod'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError, isAppError } from '../../errors.ts'
import { deleteObject, getObject } from '../../kubernetes/objects.ts'
import { type Place, placeOf } from '../../kubernetes/place.ts'
import type { ObjectName } from '../../names.ts'
import { beginOperation } from '../../operations/begin.ts'
import type { OperationKind, Step } from '../../operations/kind.ts'
import type { ProgressItem } from '../../operations/schema.ts'
import type { RestartInput } from '../schema.ts'
import { readOperatedSet, type StepRun } from './operated-set.ts'
import { isWanted, type OwnPod, readOwnPods, wantedOrdinals } from './own-pods.ts'

const planSchema = z.object({
  uid: z.string(),
  /** The pods as the person saw them, in the order in which they are replaced. */
  pods: z.array(z.object({ name: z.string(), ordinal: z.number(), uid: z.string() })),
})
type RestartPlan = z.infer<typeof planSchema>

/** Replaces one pod after the other where no rollout does it (OnDelete), each only while all others are available. */
export const restartKind: OperationKind<'statefulset:restart', RestartPlan> = {
  kind: 'restart',
  permission: 'statefulset:restart',
  planSchema,
  step: (run) => stepRestart(placeOf(run), run),
}

/** Throws `conflict` when another set of this name stands there. */
export async function beginRestart(
  scope: ProjectScope<'statefulset:restart'>,
  { name, uid }: RestartInput,
): Promise<{ id: string }> {
  const place = placeOf(scope.project)
  const set = await getObject(place.cluster, 'statefulsets', place.namespace, name)
  if (set.metadata.uid !== uid) throw new AppError('conflict', { message: 'another set of this name' })
  const pods = (await readOwnPods(place, set)).filter((pod) => isWanted(set, pod)).reverse()
  const plan = pods.map(({ ordinal, pod: { metadata } }) => ({
    ...{ name: metadata.name, ordinal, uid: metadata.uid },
  }))
  return beginOperation(scope, restartKind, name, { uid, pods: plan })
}

export async function stepRestart(place: Place, run: StepRun<RestartPlan>): Promise<Step> {
  const set = await readOperatedSet(place, run)
  const pods = await readOwnPods(place, set)
  const { all } = wantedOrdinals(set)
  const next = run.plan.pods.find(
    ({ uid, ordinal }) => all.includes(ordinal) && pods.some(({ pod }) => pod.metadata.uid === uid),
  )
  const away = all.filter((ordinal) => !pods.some((one) => one.ordinal === ordinal && one.isAvailable))
  const others = away.filter((ordinal) => ordinal !== next?.ordinal)
  const waitsFor = others[0] === undefined ? null : `${run.target}-${others[0]}`
  const items = run.plan.pods.map((planned) => toItem(planned, pods, next?.uid ?? null, waitsFor))
  if (next === undefined) return { items, next: away.length === 0 ? 'done' : 'wait' }
  const isEnding = pods.some(
    ({ pod: { metadata } }) => metadata.uid === next.uid && metadata.deletionTimestamp !== undefined,
  )
  if (others.length > 0 || isEnding) return { items, next: 'wait' }
  await run.hold()
  await deleteObject(place.cluster, 'pods', place.namespace, next.name as ObjectName, {
    uid: next.uid,
  }).catch((error: unknown) => {
    // It went by itself.
    if (!isAppError(error, 'not_found')) throw error
  })
  return { items, next: 'again' }
}

function toItem(
  { name, ordinal, uid }: RestartPlan['pods'][number],
  pods: readonly OwnPod[],
  next: string | null,
  waitsFor: string | null,
): ProgressItem {
  const now = pods.find((one) => one.ordinal === ordinal)
  const isReplaced = now?.pod.metadata.uid !== uid
  const state = isReplaced ? (now?.isAvailable ? 'done' : 'running') : next === uid ? 'running' : 'waiting'
  const detail = state === 'running' && waitsFor !== null && waitsFor !== name
  return {
    ...{ key: 'pod', values: { pod: name }, state },
    ...(detail ? { detail: { key: 'waits', values: { pod: waitsFor } } } : {}),
  }
}
