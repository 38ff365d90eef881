import 'server-only'
import { listObjects } from '../../kubernetes/objects.ts'
import type { Place } from '../../kubernetes/place.ts'
import type { LimitRange, ResourceQuota } from '../../kubernetes/types.ts'
import type { PreflightInput } from '../schema.ts'
import type { LimitFact, QuotaFacts } from './preflight-facts.ts'
import { type QuotaCount, readRoom } from './quota-room.ts'

/** What the quotas and limits of the namespace leave for the pods of a draft. */
export async function readQuota(place: Place, input: PreflightInput): Promise<QuotaFacts> {
  const { quotas, limits } = await readQuotas(place)
  return { quotas, limits, ...readRoom(countsOf(quotas), limits, input) }
}

export async function readQuotas({
  cluster,
  namespace,
}: Place): Promise<Pick<QuotaFacts, 'quotas' | 'limits'>> {
  const [quotas, ranges] = await Promise.all([
    listObjects(cluster, 'resourcequotas', namespace),
    listObjects(cluster, 'limitranges', namespace),
  ])
  return { quotas: quotas.map(toQuota), limits: ranges.flatMap(toLimits) }
}

/** What counts for every pod. */
export function countsOf(quotas: QuotaFacts['quotas']): (QuotaCount & { readonly quota: string })[] {
  return quotas
    .filter(({ isScoped }) => !isScoped)
    .flatMap(({ name, resources }) => resources.map((count) => ({ quota: name, ...count })))
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
