import { AppError } from '../../errors.ts'
import type { ProgressItem } from '../../operations/schema.ts'
import { type SetFacts, toMs } from '../state/facts.ts'
import type { SetStatus } from '../state/state.ts'
import { shortPatience, type Trouble } from '../state/trouble.ts'
import type { OwnPod } from './own-pods.ts'

/** What the engine has heard of a set; it may be a moment behind the cluster. */
export interface Seen {
  readonly facts: Pick<SetFacts, 'pods' | 'missingSince'>
  readonly status: Pick<SetStatus, 'ordinals' | 'blocker' | 'state'>
}

type PodNow = Pick<OwnPod, 'ordinal' | 'pod'>

/** Younger pods are not judged, ms: its claims and events may be heard after it, and then say why it only waits. */
const youngMs = 10_000

/** A pod that an operation waits for in vain. */
export interface Hanging {
  readonly podName: string
  readonly found: Trouble
}

/**
 * The first of these ordinals that does not become ready by itself, judged as the state of the set is: every operation
 * stops at it. Null while the engine has not heard of the pod that the cluster has now.
 */
export function findHanging(
  seen: Seen | null,
  pods: readonly PodNow[],
  ordinals: readonly number[],
): Hanging | null {
  for (const cell of seen?.status.ordinals ?? []) {
    if (seen === null || !ordinals.includes(cell.ordinal)) continue
    const found = troubleOf(seen, pods, cell.ordinal)
    // A refusal may be of a former pod of the name: it counts once this one is away for longer than it takes to make it.
    const awaySince = seen.facts.missingSince.get(cell.podName) ?? Number.POSITIVE_INFINITY
    const isStuck = seen.status.state === 'stuck' && Date.now() - awaySince >= shortPatience
    const made = pods.find(({ ordinal }) => ordinal === cell.ordinal)?.pod.metadata.creationTimestamp
    // What may mend itself, such as a probe that fails while the pod warms up, is given its time.
    const isOver = found?.patience === 0 || Date.now() - (found?.since ?? 0) >= shortPatience
    const isFailing = cell.state === 'failing' && isOver && Date.now() - toMs(made) >= youngMs
    const isHanging = cell.state === 'missing' ? isStuck : isFailing
    if (found !== null && isHanging) return { podName: cell.podName, found }
  }
  return null
}

function troubleOf({ facts, status }: Seen, pods: readonly PodNow[], ordinal: number): Trouble | null {
  const cell = status.ordinals.find((one) => one.ordinal === ordinal)
  const heard = facts.pods.find(({ metadata }) => metadata.name === cell?.podName)
  const now = pods.find((one) => one.ordinal === ordinal)?.pod
  if (cell?.trouble?.reason === 'foreign' && now === undefined) return cell.trouble
  if (cell === undefined || heard?.metadata.uid !== now?.metadata.uid) return null
  if (now !== undefined) return cell.trouble
  return status.blocker?.ordinal === ordinal ? status.blocker : null
}

/** The cluster's own words are cut here: they stand in a line. */
const maxWords = 300

/** What a line of the panel waits for, and why; a sentence under `operationSteps.pod`. */
export function waitsFor(
  seen: Seen | null,
  pods: readonly PodNow[],
  { name, ordinal }: { readonly name: string; readonly ordinal: number },
): NonNullable<ProgressItem['detail']> {
  const isThere = pods.some((one) => one.ordinal === ordinal)
  const found = seen === null ? null : troubleOf(seen, pods, ordinal)
  return toDetail('waits', name, found ?? { reason: isThere ? 'starting' : 'missing', detail: '' })
}

function toDetail(key: string, pod: string, { reason, detail }: Pick<Trouble, 'reason' | 'detail'>) {
  const words = detail.length > maxWords ? `${detail.slice(0, maxWords)}…` : detail
  return { key, values: { pod, reason, words, hasWords: words === '' ? 'no' : 'yes' } }
}

/** Ends an operation at a pod that hangs: the line that was under way says why. */
export async function stopAt(
  run: { readonly report: (items: readonly ProgressItem[]) => Promise<void> },
  items: readonly ProgressItem[],
  { podName, found }: Hanging,
  code: 'canary_failing' | 'still_stuck' | 'pod_failing',
): Promise<never> {
  const detail = toDetail('fails', podName, found)
  await run.report(items.map((item) => (item.state === 'running' ? { ...item, detail } : item)))
  throw new AppError('rollout_failing', { fields: [{ path: '', code, detail: podName }] })
}
