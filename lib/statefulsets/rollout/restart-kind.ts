import 'server-only'
import { z } from 'zod'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError, isAppError } from '../../errors.ts'
import { deleteObject } from '../../kubernetes/objects.ts'
import { type Place, placeOf } from '../../kubernetes/place.ts'
import type { ObjectName } from '../../names.ts'
import { beginOperation } from '../../operations/begin.ts'
import { findRequested } from '../../operations/find.ts'
import type { OperationKind, Step } from '../../operations/kind.ts'
import type { ProgressItem } from '../../operations/schema.ts'
import { readLivingSet } from '../living-set.ts'
import type { BeginRestartInput } from '../schema.ts'
import { findHanging, type Seen, stopAt, waitsFor } from './hanging.ts'
import { readOperatedSet, readSeen, removePod, type StepRun } from './operated-set.ts'
import { isWanted, type OwnPod, readOwnPods, wantedOrdinals } from './own-pods.ts'
import { requireSeenTemplate } from './restart.ts'

const planSchema = z.object({
  uid: z.string(),
  /** The pods as the person saw them, in the order in which they are replaced. */
  pods: z.array(z.object({ name: z.string(), ordinal: z.number(), uid: z.string() })),
  /** Of the person's request; one that an earlier version began has none. */
  requestId: z.string().default(''),
})
type RestartPlan = z.infer<typeof planSchema>

/** Replaces one pod after the other where no rollout does it (OnDelete), each only while all others are available. */
export const restartKind: OperationKind<'statefulset:restart', RestartPlan> = {
  kind: 'restart',
  permission: 'statefulset:restart',
  planSchema,
  step: (run) => stepRestart(placeOf(run), run, readSeen(run)),
}

/** The same request again gives what it began. Throws `conflict` when set, template or pods are not what the person saw. */
export async function beginRestart(
  scope: ProjectScope<'statefulset:restart'>,
  { name, uid, revision, requestId, pods: seen }: BeginRestartInput,
): Promise<{ id: string }> {
  const former = await findRequested(scope, name, requestId)
  if (former !== null) return former
  const place = placeOf(scope.project)
  const set = await readLivingSet(place, name, uid)
  requireSeenTemplate(set, revision)
  const pods = (await readOwnPods(place, set)).filter((pod) => isWanted(set, pod)).reverse()
  const plan = pods.map(({ ordinal, pod: { metadata } }) => ({
    ...{ name: metadata.name, ordinal, uid: metadata.uid },
  }))
  if (seen !== null && plan.some((pod) => !seen.includes(pod.uid)))
    throw new AppError('conflict', { fields: [{ path: '', code: 'restart_changed' }] })
  return beginOperation(scope, restartKind, name, { uid, pods: plan, requestId })
}

export async function stepRestart(place: Place, run: StepRun<RestartPlan>, seen: Seen | null): Promise<Step> {
  const set = await readOperatedSet(place, run)
  const pods = await readOwnPods(place, set)
  const { all } = wantedOrdinals(set)
  const next = run.plan.pods.find(
    ({ uid, ordinal }) => all.includes(ordinal) && pods.some(({ pod }) => pod.metadata.uid === uid),
  )
  const away = all.filter((ordinal) => !pods.some((one) => one.ordinal === ordinal && one.isAvailable))
  const isEnding = pods.some(
    ({ pod: { metadata } }) => metadata.uid === next?.uid && metadata.deletionTimestamp !== undefined,
  )
  // The next one may be away: it is about to be replaced.
  const awaited = isEnding ? away : away.filter((ordinal) => ordinal !== next?.ordinal)
  const [first] = awaited
  const waits =
    first === undefined ? null : waitsFor(seen, pods, { name: `${run.target}-${first}`, ordinal: first })
  const items = run.plan.pods.map((planned) => toItem(planned, pods, next?.uid ?? null, waits))
  const hanging = findHanging(seen, pods, awaited)
  if (hanging !== null) return stopAt(run, items, hanging, 'pod_failing')
  if (next === undefined) return { items, next: away.length === 0 ? 'done' : 'wait' }
  if (awaited.length > 0 || isEnding) return { items, next: 'wait' }
  const { name, uid } = next
  const remove = () => deleteObject(place.cluster, 'pods', place.namespace, name as ObjectName, { uid })
  await removePod(run, { metadata: { name, uid } }, remove).catch((error: unknown) => {
    // It went by itself.
    if (!isAppError(error, 'not_found')) throw error
  })
  return { items, next: 'again' }
}

function toItem(
  { name, ordinal, uid }: RestartPlan['pods'][number],
  pods: readonly OwnPod[],
  next: string | null,
  waits: ProgressItem['detail'] | null,
): ProgressItem {
  const now = pods.find((one) => one.ordinal === ordinal)
  const isReplaced = now?.pod.metadata.uid !== uid
  const state = isReplaced ? (now?.isAvailable ? 'done' : 'running') : next === uid ? 'running' : 'waiting'
  return {
    ...{ key: 'pod', values: { pod: name }, state },
    ...(state === 'running' && waits ? { detail: waits } : {}),
  }
}
