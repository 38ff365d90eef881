import type { StatefulSet } from '../../kubernetes/types.ts'
import { toBytes } from '../../manifests/quantity.ts'
import { costOf, epsilon, withDefaults } from '../create/quota-room.ts'
import { windowOf } from '../state/facts.ts'
import type { NamedClaim } from './claim-names.ts'
import type { ForesightFacts, QuotaReading } from './foresee-facts.ts'
import type { QuotaEffect } from './foresight.ts'

/**
 * How far up the quotas let a set go: pods come from the lowest ordinal, and each needs room for itself and for those of
 * its claims that are not there. Null when all that are wanted fit.
 */
export function foreseeQuota(
  { set }: ForesightFacts,
  to: number,
  missing: readonly number[],
  named: readonly NamedClaim[],
  { counts, limits }: QuotaReading,
): QuotaEffect | null {
  const containers = containersOf(set).map((container) => withDefaults(container, limits))
  const there = new Set(named.map(({ template, ordinal }) => `${template}-${ordinal}`))
  const templates = templatesOf(set)
  let least: QuotaEffect | null = null
  for (const { quota, resource, hard, used } of counts) {
    let room = toBytes(hard) - toBytes(used)
    const short = missing.find((ordinal) => {
      const fresh = templates.filter(({ name }) => !there.has(`${name}-${ordinal}`))
      const cost = costOf(resource, containers, fresh)
      room -= cost
      return cost > 0 && room < -epsilon
    })
    if (short === undefined) continue
    const most = short - windowOf(set).start
    if (least === null || most < least.most) least = { name: quota, resource, most }
  }
  return least !== null && least.most < to ? least : null
}

function containersOf({ spec }: StatefulSet) {
  return (spec?.template.spec?.containers ?? []).map(({ resources }) => ({
    requests: resources?.requests ?? {},
    limits: resources?.limits ?? {},
  }))
}

function templatesOf({ spec }: StatefulSet) {
  return (spec?.volumeClaimTemplates ?? []).map((template) => ({
    name: template.metadata?.name ?? '',
    className: template.spec?.storageClassName ?? '',
    storage: template.spec?.resources?.requests?.storage ?? '0',
  }))
}
