import 'server-only'
import { AppError } from '../../errors.ts'
import { getObject } from '../../kubernetes/objects.ts'
import type { Place } from '../../kubernetes/place.ts'
import type { Pod, StatefulSet } from '../../kubernetes/types.ts'
import type { Run } from '../../operations/kind.ts'
import { catalog } from '../list/catalog.ts'
import type { Seen } from './hanging.ts'

/** What a step uses of its run, beside the place. */
export type StepRun<Plan> = Pick<
  Run<Plan>,
  'target' | 'plan' | 'memo' | 'saveMemo' | 'hold' | 'recorded' | 'report'
>

/** The set that the operation was begun on. Throws `operation_overtaken` when it is gone, going, or another one. */
export async function readOperatedSet(
  { cluster, namespace }: Place,
  run: Pick<StepRun<{ readonly uid: string }>, 'target' | 'plan'>,
): Promise<StatefulSet> {
  const set = await getObject(cluster, 'statefulsets', namespace, run.target)
  if (set.metadata.uid !== run.plan.uid || set.metadata.deletionTimestamp !== undefined)
    throw new AppError('operation_overtaken')
  return set
}

/** Deletes a pod in an operation, with a row of its own in the record. */
export async function removePod(
  run: Pick<Run<unknown>, 'hold' | 'recorded'>,
  { metadata: { name, uid } }: { readonly metadata: Pick<Pod['metadata'], 'name' | 'uid'> },
  remove: () => Promise<unknown>,
): Promise<void> {
  await run.hold()
  await run.recorded({ action: 'pod:delete', target: name, details: { uid } }, remove)
}

/** As the engine sees it; it may be a moment behind. */
export function readSeen({ cluster, namespace, target }: Run<unknown>): Seen | null {
  return catalog().board(cluster).read(namespace, target)
}
