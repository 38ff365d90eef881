import { toBytes } from '../../manifests/quantity.ts'
import { isOnDelete, isOrdered, partitionOf, windowOf } from '../state/facts.ts'
import { claimsOf, type NamedClaim, toClaim } from './claim-names.ts'
import { type ForesightFacts, isHealthy, isPresent, type QuotaReading, toWaiting } from './foresee-facts.ts'
import { foreseeQuota } from './foresee-quota.ts'
import type { ReusedClaim, UpForesight } from './foresight.ts'

/**
 * Which pods come when the set goes up to so many replicas, what they wait for, which claims of former pods they get, and
 * for how many there is room.
 */
export function foreseeUp(facts: ForesightFacts, to: number, quota: QuotaReading | null): UpForesight {
  const { set, ordinals, claims } = facts
  const { start } = windowOf(set)
  const isWanted = ({ ordinal }: { readonly ordinal: number }) => ordinal >= start && ordinal < start + to
  const present = new Set(ordinals.filter(isPresent).map(({ ordinal }) => ordinal))
  const missing = Array.from({ length: to }, (_, index) => start + index).filter((one) => !present.has(one))
  const made = new Set(missing)
  const podName = (ordinal: number | undefined) =>
    ordinal === undefined ? '' : `${set.metadata.name}-${ordinal}`
  const unready = ordinals.find((one) => isWanted(one) && one.isWanted && !isHealthy(one))
  const later = missing.filter((ordinal) => unready === undefined || ordinal > unready.ordinal)
  const named = claimsOf(set, claims).filter(({ ordinal }) => made.has(ordinal))
  return {
    count: missing.length,
    first: podName(missing[0]),
    last: podName(missing.at(-1)),
    wait: isOrdered(set) && unready !== undefined && later.length > 0 ? toWaiting(unready) : null,
    reused: named.map((claim) => toReused(facts, claim)),
    fresh: readFresh(facts, missing, named),
    quota: quota === null ? null : foreseeQuota(facts, to, missing, named, quota),
    onFormer: missing.filter((ordinal) => ordinal - start < heldBelow(facts)).length,
  }
}

function toReused({ set }: ForesightFacts, named: NamedClaim): ReusedClaim {
  const template = set.spec?.volumeClaimTemplates?.find(({ metadata }) => metadata?.name === named.template)
  const claim = toClaim(named)
  const bytes = toBytes(template?.spec?.resources?.requests?.storage ?? '')
  const asked = toBytes(named.claim.spec?.resources?.requests?.storage ?? '')
  const className = template?.spec?.storageClassName
  return {
    ...claim,
    differs: {
      // A volume may be larger than its claim asked for.
      bytes: asked === bytes ? null : bytes,
      className: className === undefined || className === claim.className ? null : className,
    },
    isEnding: named.claim.metadata.deletionTimestamp !== undefined,
  }
}

function readFresh({ set }: ForesightFacts, made: readonly number[], named: readonly NamedClaim[]) {
  const templates = set.spec?.volumeClaimTemplates ?? []
  const there = (template: string | undefined) => named.filter((one) => one.template === template).length
  const fresh = templates.map(({ metadata, spec }) => {
    const count = made.length - there(metadata?.name)
    return { count, bytes: count * toBytes(spec?.resources?.requests?.storage ?? '') }
  })
  return {
    count: fresh.reduce((sum, { count }) => sum + count, 0),
    bytes: fresh.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}

/** How many low ordinals come with the former template while two live side by side. */
function heldBelow({ set }: ForesightFacts): number {
  const { currentRevision, updateRevision } = set.status ?? {}
  return isOnDelete(set) || currentRevision === updateRevision ? 0 : partitionOf(set)
}
