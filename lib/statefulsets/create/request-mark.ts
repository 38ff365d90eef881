import 'server-only'
import { createHash } from 'node:crypto'
import { withoutServerFields } from '../../manifests/server-fields.ts'
import type { Planned } from './plan.ts'

/** The annotations by which a request knows what it made when it is repeated. */
const requestAnnotation = 'ordinal.io/request'
/** Of the object as it was asked for: the person may change the text between two tries. */
const digestAnnotation = 'ordinal.io/request-digest'

/** An object to make, marked with the request that makes it. */
export interface Wanted extends Planned {
  readonly body: Readonly<Record<string, unknown>>
  readonly requestId: string
  readonly digest: string
}

export function markRequest(planned: Planned, requestId: string): Wanted {
  const object = withoutServerFields(planned.manifest.object)
  const digest = createHash('sha256').update(JSON.stringify(object)).digest('hex').slice(0, 16)
  const metadata = object.metadata as Readonly<Record<string, unknown>>
  const { annotations = {} } = metadata
  const marks = { [requestAnnotation]: requestId, [digestAnnotation]: digest }
  // Anything but a map is the server's to refuse.
  const isMap = typeof annotations === 'object' && !Array.isArray(annotations)
  const marked = isMap ? { ...metadata, annotations: { ...annotations, ...marks } } : metadata
  return { ...planned, body: { ...object, metadata: marked }, requestId, digest }
}

interface Marked {
  readonly metadata: {
    readonly annotations?: Readonly<Record<string, string>>
    readonly deletionTimestamp?: string
  }
}

/**
 * Whose an object is that stands where one is wanted: `same` was made by this request as it is wanted now, `former` by
 * this request from another text, `foreign` by somebody else, or it is on its way out.
 */
export function readMark({ metadata }: Marked, wanted: Wanted): 'same' | 'former' | 'foreign' {
  const { annotations, deletionTimestamp } = metadata
  if (annotations?.[requestAnnotation] !== wanted.requestId || deletionTimestamp !== undefined)
    return 'foreign'
  return annotations[digestAnnotation] === wanted.digest ? 'same' : 'former'
}
