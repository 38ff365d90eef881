import type { StatefulSet } from './kubernetes/types.ts'

/** Ordinal's note on a stopped set: the replicas with which it starts again. */
const stopNote = 'ordinal.io/replicas'

type Metadata = StatefulSet['metadata']

/** The replicas that the stop noted in which the set still is; null when none were. */
export function notedReplicas({ metadata }: StatefulSet): number | null {
  const noted = Number(withoutVoidNote(metadata).annotations?.[stopNote] ?? Number.NaN)
  return Number.isInteger(noted) && noted > 0 ? noted : null
}

/**
 * A stop writes the note and the replicas at once, so the API server names one writer for both (managedFields). Where the
 * note's writer is no more that of the replicas, somebody scaled since, and the note is of a stop that is over. Who it was
 * need not be named: after a patch of the scale subresource nobody is.
 */
export function withoutVoidNote(metadata: Metadata): Metadata {
  const { annotations, managedFields = [] } = metadata
  const writers = managedFields.filter(({ fieldsV1 }) =>
    hasField(fieldsV1, 'f:metadata', 'f:annotations', `f:${stopNote}`),
  )
  const isOfStop = writers.some(({ fieldsV1 }) => hasField(fieldsV1, 'f:spec', 'f:replicas'))
  return annotations === undefined || writers.length === 0 || isOfStop ? metadata : withoutNote(metadata)
}

export function withoutNote<T extends { readonly annotations?: unknown }>(metadata: T): T {
  const { [stopNote]: _, ...annotations } = (metadata.annotations ?? {}) as Readonly<Record<string, unknown>>
  return { ...metadata, annotations }
}

function hasField(fields: unknown, ...path: readonly string[]): boolean {
  let at = fields
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false
    at = (at as Readonly<Record<string, unknown>>)[key]
  }
  return true
}
