import 'server-only'
import { type FieldError, toAppError } from '../../errors.ts'
import { tryPod } from '../../kubernetes/objects.ts'
import type { Place } from '../../kubernetes/place.ts'
import { dryRunDeadlineMs, toVerdict } from './dry-run.ts'
import { type Planned, placed } from './plan.ts'
import { podOfSet } from './pod-of-set.ts'

/** Something to know that is no error. */
export interface TryNote {
  /** The template was not tried as a pod, or a pod of the first ordinal's name is there already. */
  readonly code: 'pod_not_tried' | 'pod_exists'
  readonly detail: string
}

export interface PodVerdict {
  readonly fields: readonly FieldError[]
  readonly warnings: readonly string[]
  readonly notes: readonly TryNote[]
}

/** What Ordinal's own missing right says; a quota or a policy names the pod and speaks otherwise. */
const lacksRight = /cannot create resource "pods"/

/**
 * A dry run of the set's first pod: quotas, limits and Pod Security speak of pods only, and before 1.34 the server did
 * not check templates at all. Complaints have the paths of the set. Never throws: a set can be made without it.
 */
export async function tryFirstPod({ cluster, namespace }: Place, set: Planned): Promise<PodVerdict> {
  const first = podOfSet(set.manifest.object)
  if (first === null) return { fields: [], warnings: [], notes: [] }
  const notTried = (detail: string): PodVerdict => ({
    fields: [],
    warnings: [],
    notes: [{ code: 'pod_not_tried', detail }],
  })
  try {
    const call = tryPod(cluster, namespace, first.pod, { deadlineMs: dryRunDeadlineMs })
    const place = (field: FieldError) => placed(set, { ...field, path: first.toSetPath(field.path) })
    const { refusal, warnings } = await toVerdict(place, call)
    if (refusal === null) return { fields: [], warnings, notes: [] }
    if (refusal.code === 'already_exists') {
      const { name } = first.pod.metadata as { name: string }
      return { fields: [], warnings, notes: [{ code: 'pod_exists', detail: name }] }
    }
    if (refusal.fields.some(({ detail }) => lacksRight.test(detail ?? ''))) return notTried(refusal.code)
    return { fields: refusal.fields, warnings, notes: [] }
  } catch (error) {
    return notTried(toAppError(error).code)
  }
}
