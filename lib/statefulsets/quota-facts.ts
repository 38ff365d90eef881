import 'server-only'
import { listObjects } from '../kubernetes/objects.ts'
import type { LimitRange, ResourceQuota } from '../kubernetes/types.ts'
import type { Place } from './look.ts'
import type { LimitFact, QuotaFacts } from './preflight-facts.ts'
import { type QuotaCount, readRoom } from './quota-room.ts'
import type { PreflightInput } from './schema.ts'

/** What the quotas and limits of the namespace leave for the pods of a draft. */
export async function readQuota({ cluster, namespace }: Place, input: PreflightInput): Promise<QuotaFacts> {
  const [quotas, ranges] = await Promise.all([
    listObjects(cluster, 'resourcequotas', namespace),
    listObjects(cluster, 'limitranges', namespace),
  ])
  const counted = quotas.map(toQuota)
  const limits = ranges.flatMap(toLimits)
  const counts = counted.filter(({ isScoped }) => !isScoped).flatMap(({ resources }) => resources)
  return { quotas: counted, limits, ...readRoom(counts, limits, input) }
}

function toQuota({ metadata, spec, status }: ResourceQuota): QuotaFacts['quotas'][number] {
  // The pods of a set have no end of their own.
  const scopes = (spec?.scopes ?? []).filter((scope) => scope !== 'NotTerminating')
  const hard = status?.hard ?? spec?.hard ?? {}
  return {
    name: metadata.name,
    isScoped: scopes.length > 0 || spec?.scopeSelector !== undefined,
    resources: Object.entries(hard).map(
      ([resource, most]): QuotaCount => ({ resource, hard: most, used: status?.used?.[resource] ?? '0' }),
    ),
  }
}

function toLimits({ spec }: LimitRange): LimitFact[] {
  return (spec?.limits ?? []).map((limit) => ({
    type: limit.type,
    min: limit.min ?? {},
    max: limit.max ?? {},
    default: readDefault(limit),
    defaultRequest: limit.defaultRequest ?? {},
  }))
}

/** client-node calls it `_default`; on the wire it is `default`. */
function readDefault(limit: object): LimitFact['default'] {
  return (limit as { readonly default?: LimitFact['default'] }).default ?? {}
}
