import type { Clock } from '../clock.ts'
import type { AnyObject, ObjectOf } from './objects.ts'
import type { ResourceName } from './resources.ts'

/** The body of a DELETE. */
export interface DeleteOptions {
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string }
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan'
  readonly gracePeriodSeconds?: number
  readonly isDryRun?: boolean
}

/** What the garbage collector does before an object goes (k8s.io/apimachinery/pkg/apis/meta/v1). */
export const finalizerOf = { Foreground: 'foregroundDeletion', Orphan: 'orphan' } as const

/**
 * An object as a deletion leaves it, or null when it can go at once: a pod on a node has its grace period, and what has
 * finalizers waits for those that put them there.
 */
export function markDeleted(
  resource: ResourceName,
  object: AnyObject,
  { propagationPolicy = 'Background', gracePeriodSeconds }: DeleteOptions,
  clock: Clock,
): AnyObject | null {
  const { metadata } = object
  const added = propagationPolicy === 'Background' ? [] : [finalizerOf[propagationPolicy]]
  const finalizers = [...new Set([...(metadata.finalizers ?? []), ...added])]
  const grace = resource === 'pods' ? graceOf(object as ObjectOf<'pods'>, gracePeriodSeconds) : 0
  if (resource === 'namespaces')
    return metadata.deletionTimestamp === undefined ? terminatingNamespace(object, clock) : object
  if (grace === 0 && finalizers.length === 0) return null
  // A second deletion can only shorten what the first one gave.
  if (added.length === 0 && metadata.deletionTimestamp && grace >= graceLeft(metadata, clock)) return object
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(finalizers.length === 0 ? {} : { finalizers }),
      deletionTimestamp: clock.stamp(clock.now() + grace * 1000),
      deletionGracePeriodSeconds: grace,
    },
  }
}

/** Seconds. Nothing runs of a pod that has no node or has ended, so nothing needs time to end. */
function graceOf({ spec, status }: ObjectOf<'pods'>, wanted: number | undefined): number {
  const isOver = status?.phase === 'Succeeded' || status?.phase === 'Failed'
  if (!spec?.nodeName || isOver) return 0
  return Math.max(0, wanted ?? spec.terminationGracePeriodSeconds ?? 30)
}

/** Seconds that a former deletion gave and that are left of it; without end where there was none. */
function graceLeft({ deletionTimestamp }: AnyObject['metadata'], clock: Clock): number {
  if (deletionTimestamp === undefined) return Number.POSITIVE_INFINITY
  return Math.max(0, (Date.parse(deletionTimestamp) - clock.now()) / 1000)
}

/** The namespace controller empties it first. */
function terminatingNamespace(object: AnyObject, clock: Clock): AnyObject {
  return {
    ...object,
    metadata: { ...object.metadata, finalizers: ['kubernetes'], deletionTimestamp: clock.stamp() },
    status: { phase: 'Terminating' },
  }
}
