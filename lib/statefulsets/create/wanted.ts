import 'server-only'
import { AppError } from '../../errors.ts'
import type { Place } from '../../kubernetes/place.ts'
import { parseManifests } from '../../manifests/parse.ts'
import type { Policy } from '../../manifests/policy.ts'
import type { CreateStatefulSetInput } from '../schema.ts'
import { planCreate } from './plan.ts'
import { markRequest, type Wanted } from './request-mark.ts'

/** What one request would make. */
export interface WantedObjects {
  readonly set: Wanted
  /** In the order in which they are made, before the set. */
  readonly companions: readonly Wanted[]
}

/** Reads the text of a request and checks it by our own rules. Throws `invalid` with each complaint. */
export function readWanted(
  { namespace }: Place,
  { manifest, requestId }: CreateStatefulSetInput,
  policy: Policy,
): WantedObjects {
  const parsed = parseManifests(manifest)
  if (!parsed.ok) throw new AppError('invalid', { fields: parsed.errors })
  const { set, companions } = planCreate(parsed.manifests, { namespace, policy })
  return {
    set: markRequest(set, requestId),
    companions: companions.map((one) => markRequest(one, requestId)),
  }
}
