import { applyPatch, type Operation } from 'rfc6902'
import { type Fields, fieldsOf, isFields } from '../../lib/manifests/read.ts'
import { badRequest, StatusError } from './status.ts'
import { strategicMerge } from './strategic-merge.ts'

/** What a patch makes of an object of a type. */
type Patch = (object: object, patch: unknown, type: string) => unknown

/** By the content type of the call; a server refuses others with 415. */
const patches: Readonly<Record<string, Patch>> = {
  'application/merge-patch+json': (object, patch) => mergePatch(object, patch),
  'application/strategic-merge-patch+json': (object, patch, type) => strategicMerge(object, patch, type),
  'application/json-patch+json': jsonPatch,
}

/** Throws 400, 415 and 422. */
export function patched(object: object, patch: unknown, contentType: string, type: string): Fields {
  const apply = patches[contentType.split(';')[0]?.trim() ?? '']
  if (apply === undefined)
    throw new StatusError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${Object.keys(patches).join(', ')}`,
    )
  return fieldsOf(apply(object, patch, type))
}

/** RFC 7396. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch
  const merged = { ...fieldsOf(target) }
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key]
    else merged[key] = mergePatch(merged[key], value)
  }
  return merged
}

function jsonPatch(object: object, patch: unknown): unknown {
  if (!Array.isArray(patch)) throw badRequest('cannot unmarshal object into Go value of type jsonpatch.Patch')
  const copy = structuredClone(object)
  const [error] = applyPatch(copy, patch as Operation[]).filter((one) => one !== null)
  if (error === undefined) return copy
  throw new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request')
}
